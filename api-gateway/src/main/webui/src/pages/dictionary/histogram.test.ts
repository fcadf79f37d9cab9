import { expect, test } from 'vitest';
import { intervalsOf } from './histogram';

/** 0 to 200, in steps of 2. */
const percentiles = Array.from({ length: 101 }, (_, percent) => percent * 2);

test('the intervals are of equal width, from percentile 1 to percentile 99', () => {
  expect(intervalsOf({ count: 10, percentiles, distribution: [4, 0, 5, 1] })).toEqual([
    { from: 2, to: 51, count: 4 },
    { from: 51, to: 100, count: 0 },
    { from: 100, to: 149, count: 5 },
    { from: 149, to: 198, count: 1 },
  ]);
});

test('one number in all places is one interval without width', () => {
  const same = Array.from({ length: 101 }, () => 7);
  expect(intervalsOf({ count: 3, percentiles: same, distribution: [3] })).toEqual([
    { from: 7, to: 7, count: 3 },
  ]);
});

test('negative numbers keep their sign', () => {
  const negative = percentiles.map((each) => each - 200);
  expect(intervalsOf({ count: 2, percentiles: negative, distribution: [1, 1] })).toEqual([
    { from: -198, to: -100, count: 1 },
    { from: -100, to: -2, count: 1 },
  ]);
});
