import { expect, test } from 'vitest';
import { partWords, shareWords } from './shareWords';

const format = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });

test.each([
  [0, '0%'],
  [12 / 27_000, '< 0.1%'],
  [0.00099, '< 0.1%'],
  [0.001, '0.1%'],
  [0.1234, '12.3%'],
  [0.999, '99.9%'],
  [0.9996, '> 99.9%'],
  [1, '100%'],
])('the share %d is %s', (share, words) => {
  expect(shareWords(share, format)).toBe(words);
});

test.each([
  [0, 20, {}, '0%'],
  [1, 27_000, {}, '< 0.1%'],
  [26_999, 27_000, {}, '> 99.9%'],
  [27_000, 27_000, {}, '100%'],
  // Fewer than 50 are 0, and two rounded numbers can be equal.
  [0, 1_000, { rounded: true }, '< 5%'],
  [0, 40, { rounded: true }, '< 100%'],
  [0, 250_000, { rounded: true }, '< 0.1%'],
  [300, 1_000, { rounded: true }, '≈ 30%'],
  [1_000, 1_000, { rounded: true }, '≈ 100%'],
  [1_100, 1_000, { rounded: true }, '≈ 100%'],
  [0, 1_000, { rounded: true, estimated: true }, '< 5%'],
  // Nobody in the part that was counted is no bound for all.
  [0, 1_000_000, { estimated: true }, '≈ 0%'],
  [300_000, 1_000_000, { estimated: true }, '≈ 30%'],
])('%d of %d, %o, is %s', (count, of, kind, words) => {
  expect(partWords({ count, of, ...kind }, format)).toBe(words);
});
