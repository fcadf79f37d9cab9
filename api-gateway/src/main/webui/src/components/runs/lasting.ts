export interface Lasting {
  unit: 'seconds' | 'minutes' | 'hours';
  value: number;
  /** Of the next smaller unit. */
  rest: number;
}

/** A span in the units in which people say it; tenths of a second below ten. */
export function lastingParts(milliseconds: number): Lasting {
  const seconds = milliseconds / 1000;
  if (seconds < 10) {
    return { unit: 'seconds', value: Math.round(seconds * 10) / 10, rest: 0 };
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return { unit: 'seconds', value: whole, rest: 0 };
  }
  return whole < 3600
    ? { unit: 'minutes', value: Math.floor(whole / 60), rest: whole % 60 }
    : { unit: 'hours', value: Math.floor(whole / 3600), rest: Math.floor((whole % 3600) / 60) };
}
