/** What the API tells about how far a workspace has come. */
export interface Progress {
  sources: number;
  events: number;
  people: number;
  audiences: number;
  destinations: number;
  syncs: number;
  deliveries: number;
}

export const FIRST_STEPS = [
  'source',
  'event',
  'audience',
  'destination',
  'sync',
  'delivery',
] as const;

export type FirstStep = (typeof FIRST_STEPS)[number];

/** Which steps from the first source to the first delivery are done. */
export function stepsDone(progress: Progress): Set<FirstStep> {
  const done: Record<FirstStep, boolean> = {
    source: progress.sources > 0,
    // People may come from a warehouse; then no event is missing.
    event: progress.events > 0 || progress.people > 0,
    audience: progress.audiences > 0,
    destination: progress.destinations > 0,
    sync: progress.syncs > 0,
    delivery: progress.deliveries > 0,
  };
  return new Set(FIRST_STEPS.filter((step) => done[step]));
}
