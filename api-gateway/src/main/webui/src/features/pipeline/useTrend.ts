import { useState } from 'react';
import type { Reading } from './trend';

const KEPT = 5;

/** The last few readings of a stage. */
export function useTrend(reading: Reading): Reading[] {
  const [readings, setReadings] = useState<Reading[]>([]);
  if (readings.at(-1)?.at !== reading.at) {
    setReadings([...readings, reading].slice(-KEPT));
  }
  return readings;
}
