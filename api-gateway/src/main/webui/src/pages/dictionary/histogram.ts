import type { CatalogueNumbers } from '@/api/generated/model';

/** Numbers between two edges, and how many people or events have one of them. */
export interface Interval {
  from: number;
  to: number;
  count: number;
}

const LOWEST = 1;
const HIGHEST = 99;

/**
 * The intervals of equal width between percentiles 1 and 99. The first also counts all smaller numbers, the
 * last all larger ones, so a few extreme numbers do not press all others into one bar.
 */
export function intervalsOf({ percentiles, distribution }: CatalogueNumbers): Interval[] {
  const low = percentiles[LOWEST] ?? 0;
  const high = percentiles[HIGHEST] ?? low;
  const width = (high - low) / Math.max(1, distribution.length);
  return distribution.map((count, index) => ({
    from: low + index * width,
    to: low + (index + 1) * width,
    count,
  }));
}
