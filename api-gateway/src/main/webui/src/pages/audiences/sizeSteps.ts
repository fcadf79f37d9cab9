import type { AudienceSizeAt } from '@/api/generated/model';

/** Room above and below the line, so that it is not cut. */
const MARGIN = 4;

/** A path through sizes, each of which holds until the next, within a picture of that size. */
export function stepsThrough(sizes: readonly AudienceSizeAt[], width: number, height: number) {
  const values = sizes.map(({ size }) => size);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const times = sizes.map(({ at }) => Date.parse(at));
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 0];
  const x = (time: number) => round(((time - from) / Math.max(1, to - from)) * width);
  const y = (size: number) =>
    round(height - MARGIN - ((size - least) / Math.max(1, most - least)) * (height - 2 * MARGIN));
  const line = sizes
    .map(({ size }, index) => {
      const at = x(times[index] ?? 0);
      return index === 0 ? `M${at} ${y(size)}` : `H${at} V${y(size)}`;
    })
    .join(' ');
  return {
    line,
    least,
    most,
    first: values[0] ?? 0,
    last: values.at(-1) ?? 0,
    since: new Date(from),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
