import type { CatalogueNumbers } from '@/api/generated/model';
import type { Operator } from '../rule/model';
import type { Share } from './subject';

const TYPED =
  /^(top|highest|largest|best|bottom|lowest|smallest)\s+(\d{1,2})\s*(?:%|per\s?cent)\s*(?:(?:of|by|in)\s+)?(.*)$/i;
const LOW = /^(bottom|lowest|smallest)$/i;

/** “Top 10 % of lifetime value”: the share, and the words that name a trait. */
export function shareIn(typed: string): (Share & { of: string }) | null {
  const [, end = '', percent = '', of = ''] = TYPED.exec(typed.trim()) ?? [];
  return Number(percent) > 0
    ? { end: LOW.test(end) ? 'bottom' : 'top', percent: Number(percent), of: of.trim() }
    : null;
}

/** From which end of the numbers an operator takes people; null if from neither. */
export function endOf(operator: Operator): Share['end'] | null {
  switch (operator) {
    case 'greaterThan':
    case 'atLeast':
      return 'top';
    case 'lessThan':
    case 'atMost':
      return 'bottom';
    default:
      return null;
  }
}

/**
 * The number beyond which no more than this share of the people are. If equal numbers make it the
 * outermost number itself, nobody is beyond it.
 */
export function thresholdOf({ percentiles }: CatalogueNumbers, { end, percent }: Share) {
  return percentiles[end === 'top' ? 100 - percent : percent] ?? null;
}

/** The share of the people beyond a number, in steps of one percent; null if no person is known. */
export function shareBeyond(
  { percentiles }: CatalogueNumbers,
  end: Share['end'],
  threshold: number,
): Share | null {
  if (percentiles.length !== 101) {
    return null;
  }
  const percent =
    end === 'top'
      ? 100 - percentiles.findLastIndex((each) => each <= threshold)
      : percentiles.findIndex((each) => each >= threshold);
  return { end, percent: Math.min(100, percent < 0 ? 100 : percent) };
}
