import { expect, test } from 'vitest';
import { interpret } from './interpret';

test('text that reads like a number may be both, the likely one first', () => {
  expect(interpret('5', ['number'])).toEqual([5]);
  expect(interpret('5', ['number', 'text'])).toEqual([5, '5']);
  expect(interpret('5', ['text'])).toEqual(['5', 5]);
  expect(interpret(' -2.5 ', [])).toEqual(['-2.5', -2.5]);
});

test('everything else is text', () => {
  expect(interpret('pro', ['number'])).toEqual(['pro']);
  expect(interpret('  ', ['text'])).toEqual([]);
});
