import { expect, test } from 'vitest';
import { millisecondsOf } from './duration';
import { dateOf, isFar, relativeTime } from './relative';

test.each([
  ['PT0S', 0],
  ['PT720H', 720 * 3_600_000],
  ['P1DT2H3M4.5S', 93_784_500],
])('%s lasts %i milliseconds', (duration, milliseconds) => {
  expect(millisecondsOf(duration)).toBe(milliseconds);
});

test('what is no duration is refused', () => {
  expect(() => millisecondsOf('30 days')).toThrow('30 days is not a duration');
});

test.each([
  [-12, '12s ago'],
  [-119, '1m ago'],
  [-3 * 86_400, '3d ago'],
  [0, 'now'],
  [90, 'in 1m'],
])('%i seconds from now is %s', (seconds, words) => {
  expect(relativeTime(seconds * 1000, 0, 'en')).toBe(words);
});

test('what is a month away or more has its date, with the year if it is another', () => {
  const now = Date.parse('2026-11-28T12:00:00Z');
  const october = Date.parse('2026-10-12T23:30:00Z');
  const earlier = Date.parse('2025-11-28T12:00:00Z');
  expect(isFar(now - 29 * 86_400_000, now)).toBe(false);
  expect(isFar(october, now)).toBe(true);
  expect(dateOf(october, now, 'en-GB', 'UTC')).toBe('12 Oct');
  expect(dateOf(october, now, 'en-GB', 'Europe/Amsterdam')).toBe('13 Oct');
  expect(dateOf(earlier, now, 'en-GB', 'UTC')).toBe('28 Nov 2025');
});
