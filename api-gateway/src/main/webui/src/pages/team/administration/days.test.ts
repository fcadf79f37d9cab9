import { expect, it } from 'vitest';
import { daysAsTimes } from './days';

it('begins with the first day and ends with the last, on the clock of the workspace', () => {
  expect(daysAsTimes('2026-03-02', '2026-03-29', 'Europe/Amsterdam')).toEqual({
    from: '2026-03-01T23:00:00Z',
    to: '2026-03-29T22:00:00Z',
  });
});

it('leaves out a day that is missing or is no day', () => {
  expect(daysAsTimes(undefined, '2026-03-02', 'UTC')).toEqual({ to: '2026-03-03T00:00:00Z' });
  expect(daysAsTimes('yesterday', '2026-13-01', 'UTC')).toEqual({});
});
