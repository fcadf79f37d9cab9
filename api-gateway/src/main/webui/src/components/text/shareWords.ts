import { FEW } from './roundedNumber';

const LEAST = 0.001;
const MOST = 1 - LEAST;

/**
 * A share in words. A share that would be rounded to nothing is below the least one that is shown, and one that would be rounded
 * to everything is above the greatest one.
 */
export function shareWords(share: number, format: Intl.NumberFormat): string {
  if (share > 0 && share < LEAST) {
    return `< ${format.format(LEAST)}`;
  }
  return share > MOST && share < 1 ? `> ${format.format(MOST)}` : format.format(share);
}

/** Some of a number of people or events. */
export interface Part {
  count: number;
  of: number;
  /** Whether the API has rounded the counts for this user. It then says 0 for fewer than 50. */
  rounded?: boolean;
  /** Whether the counts are scaled up from a part of the people. Then 0 has no known bound. */
  estimated?: boolean;
}

export function ratioOf({ count, of }: Pick<Part, 'count' | 'of'>): number {
  return of === 0 ? 0 : Math.min(1, count / of);
}

/** The share of a part in words. Counts that are not exact tell neither that it is nothing nor that it is everything. */
export function partWords(part: Part, format: Intl.NumberFormat): string {
  if (part.rounded && part.count === 0 && part.of > 0) {
    return `< ${format.format(Math.max(LEAST, Math.min(1, FEW / part.of)))}`;
  }
  const words = shareWords(ratioOf(part), format);
  return part.rounded || part.estimated ? `≈ ${words}` : words;
}
