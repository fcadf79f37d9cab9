/** How long after a read the next one may come, by how many have come shortly before, in milliseconds. */
const GAPS = [0, 2_000, 5_000, 20_000] as const;
/** After this time without a read, one read less counts, in milliseconds. */
const FORGOTTEN = 20_000;
const HIGHEST = GAPS.length - 1;

/**
 * How often one query is read because of changes: at once after a quiet time, a few times in short
 * order, and then every 20 seconds while changes go on. Times are in milliseconds.
 */
export class Pace {
  private level = 0;
  private last = Number.NEGATIVE_INFINITY;

  /** How long a read has to wait. */
  wait(now: number): number {
    return Math.max(0, this.last + (GAPS[this.levelAt(now)] ?? 0) - now);
  }

  /** The query is read now. */
  read(now: number): void {
    this.level = Math.min(HIGHEST, this.levelAt(now) + 1);
    this.last = now;
  }

  private levelAt(now: number): number {
    return Math.max(0, this.level - Math.floor(Math.min((now - this.last) / FORGOTTEN, HIGHEST)));
  }
}
