import { expect, test } from 'vitest';
import { matches } from './matches';

test('every word that was typed must occur, in any order and case', () => {
  expect(matches('risk LOYAL', 'Loyal but at risk', 'at-risk')).toBe(true);
  expect(matches('risk lapsed', 'Loyal but at risk', 'at-risk')).toBe(false);
});

test('nothing typed matches everything', () => {
  expect(matches(undefined, 'Loyal')).toBe(true);
  expect(matches('  ', 'Loyal')).toBe(true);
});

test('an absent text is not the word null', () => {
  expect(matches('null', 'Loyal', null)).toBe(false);
});
