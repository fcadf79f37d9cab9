import { expect, it } from 'vitest';
import type { SuggestionBar } from '@/api/generated/model';
import { waterfallOf } from './waterfall';

const bar = (column: string, weight: number, byFrequency = 0): SuggestionBar => ({
  column,
  level: 'the same',
  left: 'a',
  right: 'a',
  weight,
  byFrequency,
});

it('goes from the prior to the total, each bar from where the one before ended', () => {
  const { steps, even } = waterfallOf({ prior: -20, bars: [bar('email', 16), bar('city', 8, 2)] });
  expect(steps.map(({ part, weight, sum }) => [part, weight, sum])).toEqual([
    ['prior', -20, -20],
    ['level', 16, -4],
    ['level', 8, 4],
    ['frequency', 2, 6],
    ['total', 6, 6],
  ]);
  const ends = steps.map(({ begin, width }) => begin + width);
  expect(steps[1]?.begin).toBeCloseTo(steps[0]?.begin ?? Number.NaN);
  expect(steps[2]?.begin).toBeCloseTo(ends[1] ?? Number.NaN);
  expect(steps[3]?.begin).toBeCloseTo(ends[2] ?? Number.NaN);
  expect(steps[4]?.begin).toBeCloseTo(even);
  expect(ends[4]).toBeCloseTo(ends[3] ?? Number.NaN);
});

it('puts a bar against it left of where it began', () => {
  const { steps } = waterfallOf({ prior: -5, bars: [bar('email', 10), bar('phone', -2)] });
  const [, email, phone] = steps;
  expect((phone?.begin ?? 0) + (phone?.width ?? 0)).toBeCloseTo(
    (email?.begin ?? 0) + (email?.width ?? 0),
  );
  expect(phone?.width).toBeGreaterThan(0);
});

it('keeps every bar, and where it is as likely as not, within the picture', () => {
  const { steps, even } = waterfallOf({
    prior: -20,
    bars: [bar('email', 30), bar('phone', -40), bar('city', 3)],
  });
  expect(even).toBeGreaterThan(0);
  expect(even).toBeLessThan(1);
  for (const { begin, width } of steps) {
    expect(begin).toBeGreaterThanOrEqual(0);
    expect(begin + width).toBeLessThanOrEqual(1);
  }
});

it('leaves out what says nothing', () => {
  const { steps } = waterfallOf({ prior: -1, bars: [bar('company', 0), bar('city', 0.01, 0.04)] });
  expect(steps.map(({ part }) => part)).toEqual(['prior', 'total']);
});

it('draws something where everything is even', () => {
  const { steps, even } = waterfallOf({ prior: 0, bars: [] });
  expect(even).toBeCloseTo(0.02);
  expect(steps[0]?.width).toBe(0);
});
