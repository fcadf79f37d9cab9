import { expect, test } from 'vitest';
import { lastingParts } from './lasting';

test.each([
  [3_296, { unit: 'seconds', value: 3.3, rest: 0 }],
  [59_700, { unit: 'minutes', value: 1, rest: 0 }],
  [42_400, { unit: 'seconds', value: 42, rest: 0 }],
  [125_000, { unit: 'minutes', value: 2, rest: 5 }],
  [3_725_000, { unit: 'hours', value: 1, rest: 2 }],
])('%i milliseconds', (milliseconds, parts) => {
  expect(lastingParts(milliseconds)).toEqual(parts);
});
