import { expect, test } from 'vitest';
import { sizeWords, spanWords } from './units';

test.each([
  [30_000, '30 seconds'],
  [1_500, '1.5 seconds'],
  [60_000, '1 minute'],
  [90_000, '90 seconds'],
  [600_000, '10 minutes'],
  [86_400_000, '1 day'],
  [90_000_000, '25 hours'],
])('%i milliseconds are %s', (milliseconds, words) => {
  expect(spanWords(milliseconds)).toBe(words);
});

test.each([
  [512, '512 bytes'],
  [499_999, '500 kB'],
  [999_999, '1 MB'],
  [1_500_000, '1.5 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
