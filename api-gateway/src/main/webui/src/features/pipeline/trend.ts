/** How far a stage was behind at a moment. */
export interface Reading {
  /** In milliseconds. */
  at: number;
  /** How many messages were left. */
  left: number;
  /** How long the oldest of them had waited, in seconds; null if that is unknown. */
  lag: number | null;
}

/**
 * In how many seconds nothing is left if it goes on as between the first and the last reading; null
 * where there do not become fewer messages, or where the lag grows: then the end is not in sight.
 */
export function secondsLeft(readings: readonly Reading[]): number | null {
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at || last.left >= first.left) {
    return null;
  }
  if (first.lag === null || last.lag === null || last.lag > first.lag) {
    return null;
  }
  return Math.ceil((last.left * (last.at - first.at)) / (first.left - last.left) / 1000);
}
