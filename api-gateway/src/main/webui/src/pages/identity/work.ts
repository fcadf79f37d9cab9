/** Long work in the background: a run of matching, a dry run of rules, a rebuild. */

/** The document does not list them. */
export type WorkState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export function isUnderWay({ state }: { state: WorkState }): boolean {
  return state === 'queued' || state === 'running';
}
