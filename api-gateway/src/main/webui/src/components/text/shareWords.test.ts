import { expect, test } from 'vitest';
import { shareWords } from './shareWords';

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
