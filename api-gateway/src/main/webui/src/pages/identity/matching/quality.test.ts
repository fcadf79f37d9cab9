import { expect, it, test } from 'vitest';
import { measuredAt, outOf, suggestsAny } from './quality';

const at = (threshold: number) => ({
  threshold,
  precision: 1,
  recall: 1,
  f1: 1,
  found: 1,
  wrong: 0,
  missed: 0,
});

test.each([
  [0.97, { count: 97, of: 100 }],
  [0.57, { count: 57, of: 100 }],
  [1, { count: 100, of: 100 }],
  [0.998, { count: 998, of: 1_000 }],
  [0.99999, { count: 999, of: 1_000 }],
  [0, { count: 0, of: 100 }],
])('%d is %o', (share, said) => {
  expect(outOf(share)).toEqual(said);
});

test.each([
  [0.9, 0.9],
  [0.93, 0.9],
  [1, 0.99],
  [0.4, 0.5],
])('%d is explained by %d', (threshold, measured) => {
  expect(measuredAt([at(0.5), at(0.99), at(0.9)], threshold)?.threshold).toBe(measured);
});

it('says nothing where nothing was measured', () => {
  expect(measuredAt([], 0.9)).toBeNull();
  expect(suggestsAny({ ...at(0.9), found: 0 })).toBe(false);
  expect(suggestsAny({ ...at(0.9), found: 0, wrong: 2 })).toBe(true);
});
