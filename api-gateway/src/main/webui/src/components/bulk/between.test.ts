import { expect, test } from 'vitest';
import { between } from './between';

const IDS = ['a', 'b', 'c', 'd'];

test('a range has both of its ends, in either direction', () => {
  expect(between(IDS, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(between(IDS, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(between(IDS, 'b', 'b')).toEqual(['b']);
});

test('without a beginning that is among the rows there is no range', () => {
  expect(between(IDS, null, 'c')).toEqual(['c']);
  expect(between(IDS, 'gone', 'c')).toEqual(['c']);
});
