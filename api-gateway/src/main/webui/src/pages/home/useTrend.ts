import { useState } from 'react';
import type { Reading } from './trend';

const KEPT = 5;

/** The last few readings of a number, each when it was read. */
export function useTrend(left: number | undefined, at: number): Reading[] {
  const [readings, setReadings] = useState<Reading[]>([]);
  if (left !== undefined && readings.at(-1)?.at !== at) {
    setReadings([...readings, { at, left }].slice(-KEPT));
  }
  return readings;
}
