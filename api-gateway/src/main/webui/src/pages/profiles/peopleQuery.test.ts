import { expect, test } from 'vitest';
import { peopleQueryOf } from './peopleQuery';

test('an empty text asks for the recent people', () => {
  expect(peopleQueryOf('  ')).toBe('');
});

test('two characters of any script are enough', () => {
  expect(peopleQueryOf(' Jo ')).toBe('Jo');
  expect(peopleQueryOf('王小')).toBe('王小');
  expect(peopleQueryOf('😀')).toBeNull();
  expect(peopleQueryOf('a')).toBeNull();
  expect(peopleQueryOf('a'.repeat(513))).toBeNull();
});
