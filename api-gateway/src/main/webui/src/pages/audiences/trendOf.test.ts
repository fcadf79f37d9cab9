import { expect, test } from 'vitest';
import { trendOf } from './trendOf';

const then = '2026-01-01T00:00:00Z';

test.each([
  [{ size: 12, before: { at: then, size: 5 } }, 7],
  [{ size: 0, before: { at: then, size: 5 } }, -5],
  [{ size: 3, before: null }, 0],
])('of %o the trend is %i', (audience, trend) => {
  expect(trendOf(audience)).toBe(trend);
});
