/** How many messages were left at a moment. */
export interface Reading {
  at: number;
  left: number;
}

/**
 * In how many seconds nothing is left if it goes on as between the first and the last reading; null
 * where it does not become less.
 */
export function secondsLeft(readings: readonly Reading[]): number | null {
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined || last.at <= first.at || last.left >= first.left) {
    return null;
  }
  return Math.ceil((last.left * (last.at - first.at)) / (first.left - last.left) / 1000);
}
