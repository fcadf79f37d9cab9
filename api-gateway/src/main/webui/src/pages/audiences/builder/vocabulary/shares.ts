import type { CatalogueNumbers } from '@/api/generated/model';
import type { Operator } from '../rule/model';
import type { Share } from './subject';

const TYPED =
  /^(top|highest|largest|best|bottom|lowest|smallest)\s+(\d{1,2})\s*(?:%|per\s?cent)\s*(?:(?:of|by|in)\s+)?(.*)$/i;
const ALL = 100;
const LOW = /^(bottom|lowest|smallest)$/i;

/** “Top 10 % of lifetime value”: the share, and the words that name a trait. */
export function shareIn(typed: string): (Share & { of: string }) | null {
  const [, end = '', percent = '', of = ''] = TYPED.exec(typed.trim()) ?? [];
  return Number(percent) > 0
    ? { end: LOW.test(end) ? 'bottom' : 'top', percent: Number(percent), of: of.trim() }
    : null;
}

const BEGUN =
  /^(?:(top|highest|largest|best|bottom|lowest|smallest)\b)?\s*(\d{1,2})?\s*(?:%|per\s?cent(?:ile|age)?s?\b)?\s*(?:(?:of|by|in)\s+)?(.*)$/i;
const PERCENT = /^(?:\d{1,2}\s*)?(?:%|per\s?cent)/i;

/** What users often mean by “top”. */
const USUAL = 10;

/** “Top”, “top 10” or “percent”: the share that may be meant; null for a whole one, as for other words. */
export function shareBegun(typed: string): (Share & { of: string }) | null {
  const [, end, percent, of = ''] = BEGUN.exec(typed.trim()) ?? [];
  return shareIn(typed) !== null || (end === undefined && !PERCENT.test(typed.trim()))
    ? null
    : {
        end: end !== undefined && LOW.test(end) ? 'bottom' : 'top',
        percent: Number(percent) || USUAL,
        of: of.trim(),
      };
}

const ENDS = {
  greaterThan: 'top',
  atLeast: 'top',
  lessThan: 'bottom',
  atMost: 'bottom',
} as const satisfies Partial<Record<Operator, Share['end']>>;

/** An operator that takes people from one end of the numbers. */
export type OneSided = keyof typeof ENDS;

export function isOneSided(operator: Operator): operator is OneSided {
  return operator in ENDS;
}

/** From which end of the numbers an operator takes people. */
export function endOf(operator: OneSided): Share['end'] {
  return ENDS[operator];
}

/**
 * The number beyond which no more than this share of the people are. If equal numbers make it the
 * outermost number itself, nobody is beyond it.
 */
export function thresholdOf({ percentiles }: CatalogueNumbers, { end, percent }: Share) {
  return percentiles[end === 'top' ? 100 - percent : percent] ?? null;
}

/**
 * The share of the people that a comparison with a number takes, in steps of one percent; null if no
 * person is known. People with the number itself count with “at least” and “at most” only.
 */
export function shareTaken(
  { percentiles }: CatalogueNumbers,
  operator: OneSided,
  threshold: number,
): Share | null {
  return percentiles.length === ALL + 1
    ? { end: endOf(operator), percent: percentTaken(percentiles, operator, threshold) }
    : null;
}

function percentTaken(percentiles: readonly number[], operator: OneSided, threshold: number) {
  const firstFrom = percentiles.findIndex((each) => each >= threshold);
  const upTo = percentiles.findLastIndex((each) => each <= threshold);
  switch (operator) {
    case 'greaterThan':
      return Math.min(ALL, ALL - upTo);
    case 'atLeast':
      return firstFrom < 0 ? 0 : ALL - firstFrom;
    case 'lessThan':
      return firstFrom < 0 ? ALL : firstFrom;
    case 'atMost':
      return Math.max(0, upTo);
  }
}
