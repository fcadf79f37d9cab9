import type { MatchingSettingsRequest } from '@/api/generated/model';
import type { Every, MatchingSettings } from '../suggestions/contract';

/** The settings as they are typed: shares as percent. */
export interface MatchingDraft {
  suggestPercent: string | number;
  /** Whether likely pairs become one by themselves. */
  merges: boolean;
  mergePercent: string | number;
  every: Every | 'never';
}

/** Where merging begins when a user turns it on. */
const FIRST_MERGE_PERCENT = 99.5;

export function draftOf({ suggestFrom, mergeFrom, every }: MatchingSettings): MatchingDraft {
  return {
    suggestPercent: percentOf(suggestFrom),
    merges: mergeFrom !== null,
    mergePercent: mergeFrom === null ? FIRST_MERGE_PERCENT : percentOf(mergeFrom),
    every: every ?? 'never',
  };
}

export function requestOf(draft: MatchingDraft): Required<MatchingSettingsRequest> {
  return {
    suggestFrom: shareOf(draft.suggestPercent),
    mergeFrom: draft.merges ? shareOf(draft.mergePercent) : null,
    every: draft.every === 'never' ? null : draft.every,
  };
}

/** A typed number of percent as a share; without the last bits of a division. */
export function shareOf(percent: string | number): number {
  return Number((Number(percent) / 100).toFixed(6));
}

function percentOf(share: number): number {
  return Number((share * 100).toFixed(4));
}
