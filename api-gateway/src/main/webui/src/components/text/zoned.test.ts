import { expect, test } from 'vitest';
import { toLocal, toTime } from './zoned';

test.each([
  ['2026-11-20T08:30:00Z', 'Europe/Amsterdam', '2026-11-20T09:30'],
  ['2026-07-01T07:30:00Z', 'Europe/Amsterdam', '2026-07-01T09:30'],
  ['2026-07-01T04:00:00Z', 'Asia/Kolkata', '2026-07-01T09:30'],
  ['2026-07-01T09:30:00Z', 'UTC', '2026-07-01T09:30'],
])('%s in %s is %s, and back', (time, zone, local) => {
  expect(toLocal(time, zone)).toBe(local);
  expect(toTime(local, zone)).toBe(time);
});

test('a time with an offset is the same instant', () => {
  expect(toLocal('2026-11-20T09:30:00+01:00', 'UTC')).toBe('2026-11-20T08:30');
});

test('what is no time is none', () => {
  expect(toLocal('soon', 'UTC')).toBe('');
  expect(toTime('', 'UTC')).toBe('');
});
