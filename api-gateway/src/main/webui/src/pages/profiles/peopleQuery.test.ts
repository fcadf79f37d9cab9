import { expect, test } from 'vitest';
import { peopleFaultOf, peopleQueryOf } from './peopleQuery';

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

test('too short and too long are two faults', () => {
  expect(peopleFaultOf('')).toBeNull();
  expect(peopleFaultOf('Jo')).toBeNull();
  expect(peopleFaultOf(' a ')).toBe('short');
  expect(peopleFaultOf('a'.repeat(513))).toBe('long');
});
