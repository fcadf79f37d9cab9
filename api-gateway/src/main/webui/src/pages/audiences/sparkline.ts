import type { AudienceSizeAt } from '@/api/generated/model';

const DAY = 86_400_000;

/** The picture of sizes over time, in the units of its box. */
export const BOX = { width: 72, height: 18 };
/** Half of the width of the line, and a little, so that it is not cut off at the edge. */
const EDGE = 1.5;

/** How a size has changed: between which sizes, and in how many days. */
export interface Course {
  from: number;
  to: number;
  days: number;
  /** The corners of the line, as SVG writes them. */
  points: string;
}

/**
 * The course of the size of an audience; null without two times.
 *
 * @param sizes in order of time
 * @param now the size that the page shows, in place of the newest one here
 */
export function courseOf(sizes: readonly AudienceSizeAt[], now: number): Course | null {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return null;
  }
  const values = [...sizes.slice(0, -1).map(({ size }) => size), now];
  const times = sizes.map(({ at }) => Date.parse(at));
  const [begin, end] = [Date.parse(first.at), Date.parse(last.at)];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (at: number) => between(EDGE, BOX.width - EDGE, (at - begin) / (end - begin));
  const y = (value: number) =>
    between(BOX.height - EDGE, EDGE, most === least ? 0.5 : (value - least) / (most - least));
  return {
    from: first.size,
    to: now,
    days: Math.max(1, Math.round((end - begin) / DAY)),
    points: values.map((value, at) => `${x(times[at] ?? end)},${y(value)}`).join(' '),
  };
}

function between(from: number, to: number, share: number): number {
  return Math.round((from + (to - from) * share) * 10) / 10;
}
