import { describe, expect, test } from 'vitest';
import type { CatalogueNumbers } from '@/api/generated/model';
import { shareBeyond, shareIn, thresholdOf } from './shares';

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

describe('a threshold', () => {
  test('is the percentile', () => {
    expect(thresholdOf(numbers, { end: 'top', percent: 10 })).toBe(900);
    expect(thresholdOf(numbers, { end: 'bottom', percent: 25 })).toBe(250);
  });

  test('has the share again that set it', () => {
    expect(shareBeyond(numbers, 'top', 900)).toEqual({ end: 'top', percent: 10 });
    expect(shareBeyond(numbers, 'bottom', 250)).toEqual({ end: 'bottom', percent: 25 });
  });

  test('outside of all numbers has all people or none beyond it', () => {
    expect(shareBeyond(numbers, 'top', 2000)).toEqual({ end: 'top', percent: 0 });
    expect(shareBeyond(numbers, 'top', -1)).toEqual({ end: 'top', percent: 100 });
    expect(shareBeyond(numbers, 'bottom', 2000)).toEqual({ end: 'bottom', percent: 100 });
    expect(shareBeyond(numbers, 'bottom', -1)).toEqual({ end: 'bottom', percent: 0 });
  });
});
