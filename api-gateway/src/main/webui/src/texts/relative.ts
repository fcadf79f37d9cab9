const DAY = 86_400;

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', DAY],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** Whether a time is so far from now that its date says more than a number of months. */
export function isFar(at: number, now: number): boolean {
  return Math.abs(at - now) / 1000 >= 30 * DAY;
}

/** "12s ago", "in 3 days": the largest unit that fits, rounded towards now. */
export function relativeTime(at: number, now: number, locale: string): string {
  const seconds = (at - now) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' }).format(
    Math.trunc(seconds / size),
    unit,
  );
}

/** "12 Oct", with the year if it is not the year of now. */
export function dateOf(at: number, now: number, locale: string, timeZone?: string): string {
  const zone = timeZone ? { timeZone } : {};
  const year = new Intl.DateTimeFormat(locale, { ...zone, year: 'numeric' });
  return new Intl.DateTimeFormat(locale, {
    ...zone,
    day: 'numeric',
    month: 'short',
    ...(year.format(at) === year.format(now) ? {} : { year: 'numeric' }),
  }).format(at);
}
