import type { Audience } from '@/api/generated/model';

/** Whether the first rule is not evaluated for all people yet: the size in the answer is no count. */
export function isCounting({ approximate, state }: Pick<Audience, 'approximate' | 'state'>) {
  return approximate === null && state.versionInForce === null;
}

/**
 * The version whose rule decides while a changed rule is evaluated; null if no change is evaluated.
 * A change of the name alone makes a version, but is not evaluated.
 */
export function olderRule({ state, version }: Pick<Audience, 'state' | 'version'>): number | null {
  const changed = state.versionInForce !== version;
  return state.stage === 'building' && changed ? state.versionInForce : null;
}
