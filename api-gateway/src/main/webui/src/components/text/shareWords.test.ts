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
  [0, 20, false, '0%'],
  [1, 27_000, false, '< 0.1%'],
  [26_999, 27_000, false, '> 99.9%'],
  [27_000, 27_000, false, '100%'],
  // Fewer than 50 are 0, and two rounded numbers can be equal.
  [0, 1_000, true, '< 5%'],
  [0, 40, true, '< 100%'],
  [300, 1_000, true, '≈ 30%'],
  [1_000, 1_000, true, '≈ 100%'],
  [1_100, 1_000, true, '≈ 100%'],
])('%d of %d, approximate %s, is %s', (count, of, approximate, words) => {
  expect(partWords({ count, of, approximate }, format)).toBe(words);
});
