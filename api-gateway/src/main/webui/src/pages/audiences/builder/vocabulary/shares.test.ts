import { describe, expect, test } from 'vitest';
import type { CatalogueNumbers } from '@/api/generated/model';
import { shareBegun, shareIn, shareTaken, thresholdOf } from './shares';

/** Of 1,000 people, one for each number. */
const numbers: CatalogueNumbers = {
  count: 1000,
  percentiles: Array.from({ length: 101 }, (_, percent) => Math.max(1, percent * 10)),
  distribution: [1000],
};

test.each([
  ['top 10 % of lifetime value', { end: 'top', percent: 10, of: 'lifetime value' }],
  ['Top 5% lifetime', { end: 'top', percent: 5, of: 'lifetime' }],
  ['highest 1 percent by churn score', { end: 'top', percent: 1, of: 'churn score' }],
  ['lowest 25 per cent', { end: 'bottom', percent: 25, of: '' }],
])('“%s” is a share', (typed, share) => {
  expect(shareIn(typed)).toEqual(share);
});

test.each(['top', 'top 10', 'top 0 %', 'top 100 %', 'desktop 10 %', ''])(
  '“%s” is none',
  (typed) => {
    expect(shareIn(typed)).toBeNull();
  },
);

test.each([
  ['top', { end: 'top', percent: 10, of: '' }],
  ['top 5', { end: 'top', percent: 5, of: '' }],
  ['lowest of lifetime', { end: 'bottom', percent: 10, of: 'lifetime' }],
  ['percent', { end: 'top', percent: 10, of: '' }],
  ['percentiles', { end: 'top', percent: 10, of: '' }],
  ['20 %', { end: 'top', percent: 20, of: '' }],
])('“%s” begins a share', (typed, share) => {
  expect(shareBegun(typed)).toEqual(share);
});

test.each(['', 'top 10 % of lifetime value', 'topaz', 'desktop', '10', 'order'])(
  '“%s” begins none',
  (typed) => {
    expect(shareBegun(typed)).toBeNull();
  },
);

describe('a threshold', () => {
  test('is the percentile', () => {
    expect(thresholdOf(numbers, { end: 'top', percent: 10 })).toBe(900);
    expect(thresholdOf(numbers, { end: 'bottom', percent: 25 })).toBe(250);
  });

  test('has the share again that set it', () => {
    expect(shareTaken(numbers, 'greaterThan', 900)).toEqual({ end: 'top', percent: 10 });
    expect(shareTaken(numbers, 'lessThan', 250)).toEqual({ end: 'bottom', percent: 25 });
  });

  test('outside of all numbers has all people or none beyond it', () => {
    expect(shareTaken(numbers, 'greaterThan', 2000)).toEqual({ end: 'top', percent: 0 });
    expect(shareTaken(numbers, 'greaterThan', -1)).toEqual({ end: 'top', percent: 100 });
    expect(shareTaken(numbers, 'lessThan', 2000)).toEqual({ end: 'bottom', percent: 100 });
    expect(shareTaken(numbers, 'lessThan', -1)).toEqual({ end: 'bottom', percent: 0 });
  });
});

describe('a share with equal numbers', () => {
  /** 60 % of the people have 1 order, 30 % have 2, and 10 % have 5. */
  const orders: CatalogueNumbers = {
    count: 1000,
    percentiles: Array.from({ length: 101 }, (_, percent) =>
      percent <= 60 ? 1 : percent <= 90 ? 2 : 5,
    ),
    distribution: [1000],
  };

  test.each([
    ['greaterThan', 1, 40],
    ['atLeast', 1, 100],
    ['greaterThan', 2, 10],
    ['atLeast', 2, 39],
    ['atLeast', 6, 0],
    ['lessThan', 1, 0],
    ['atMost', 1, 60],
    ['lessThan', 2, 61],
    ['atMost', 2, 90],
    ['atMost', 5, 100],
    ['atMost', 0, 0],
  ] as const)(
    'counts the number itself as the operator says: %s %i',
    (operator, number, percent) => {
      expect(shareTaken(orders, operator, number)).toMatchObject({ percent });
    },
  );
});
