import { expect, test } from 'vitest';
import { keyFromName } from './keyFromName';

test.each([
  ['Web shop', 'web-shop'],
  ['  Café & Büro! ', 'cafe-buro'],
  ['iOS 18', 'ios-18'],
  ['!!!', ''],
])('the name %s suggests the key %s', (name, key) => {
  expect(keyFromName(name)).toBe(key);
});
