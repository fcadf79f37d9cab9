import type { QueryMeta } from '@tanstack/react-query';

/** How long after a read the next one may come, by how many have come shortly before, in milliseconds. */
const GAPS = [0, 2_000, 5_000] as const;
const HIGHEST = GAPS.length;

/** The longest gap, while changes go on, in milliseconds. */
const longestOf = (meta: QueryMeta | undefined) => (meta?.readsSeldom ? 60_000 : 30_000);

/**
 * How often one query is read because of changes: at once after a quiet time, a few times in short
 * order, and then with the longest gap while changes go on. After a time as long as this gap
 * without a read, one read less counts. Times are in milliseconds.
 */
export class Pace {
  private level = 0;
  private last = Number.NEGATIVE_INFINITY;

  /** How long a read has to wait. */
  wait(now: number, meta?: QueryMeta): number {
    return Math.max(0, this.last + (GAPS[this.levelAt(now, meta)] ?? longestOf(meta)) - now);
  }

  /** The query is read now. */
  read(now: number, meta?: QueryMeta): void {
    this.level = Math.min(HIGHEST, this.levelAt(now, meta) + 1);
    this.last = now;
  }

  private levelAt(now: number, meta?: QueryMeta): number {
    const forgotten = Math.floor(Math.min((now - this.last) / longestOf(meta), HIGHEST));
    return Math.max(0, this.level - forgotten);
  }
}
