import { expect, test } from 'vitest';
import { ticksTo, timesIn } from './ticks';

const ZONE = 'Europe/Amsterdam';
const span = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });
const local = (from: string, to: string) =>
  timesIn(span(from, to), ZONE).map(({ at, day }) => [new Date(at).toISOString(), day]);

test('the scale begins at zero, ends at or above the largest value, and has whole numbers', () => {
  expect(ticksTo(0)).toEqual([0, 1]);
  expect(ticksTo(1)).toEqual([0, 1]);
  expect(ticksTo(3)).toEqual([0, 1, 2, 3]);
  expect(ticksTo(7)).toEqual([0, 2, 4, 6, 8]);
  expect(ticksTo(100)).toEqual([0, 50, 100]);
  expect(ticksTo(937)).toEqual([0, 500, 1000]);
  expect(ticksTo(12_480)).toEqual([0, 5_000, 10_000, 15_000]);
});

test.each(Array.from({ length: 60 }, (_, index) => Math.round(1.4 ** index)))(
  'a scale up to %i has at most five lines and room for the value',
  (most) => {
    const ticks = ticksTo(most);
    expect(ticks.length).toBeLessThanOrEqual(5);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
    expect(ticks.every(Number.isInteger)).toBe(true);
  },
);

test('days begin where the workspace is, also on the day when clocks change', () => {
  expect(local('2026-03-27T12:00:00Z', '2026-04-01T12:00:00Z').map(([at]) => at)).toEqual([
    '2026-03-27T23:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
    '2026-03-30T22:00:00.000Z',
    '2026-03-31T22:00:00.000Z',
  ]);
});

test('a day has hours, and its beginning is marked', () => {
  expect(local('2026-01-10T06:00:00Z', '2026-01-11T06:00:00Z')).toEqual([
    ['2026-01-10T08:00:00.000Z', false],
    ['2026-01-10T11:00:00.000Z', false],
    ['2026-01-10T14:00:00.000Z', false],
    ['2026-01-10T17:00:00.000Z', false],
    ['2026-01-10T20:00:00.000Z', false],
    ['2026-01-10T23:00:00.000Z', true],
    ['2026-01-11T02:00:00.000Z', false],
    ['2026-01-11T05:00:00.000Z', false],
  ]);
});

test('a month has at most eight days under it', () => {
  const month = local('2026-01-01T09:00:00Z', '2026-01-31T09:00:00Z');
  expect(month.length).toBeGreaterThanOrEqual(5);
  expect(month.length).toBeLessThanOrEqual(8);
  expect(month.every(([, day]) => day)).toBe(true);
});
