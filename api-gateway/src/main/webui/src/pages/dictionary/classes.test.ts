import { expect, test } from 'vitest';
import { classOf } from './classes';

test('what nobody has classified, and what is not known yet, counts as unclassified', () => {
  const said = new Map([
    ['plan', 'harmless'],
    ['faith', 'sensitive'],
    ['email', 'unclassified'],
  ]);
  expect(classOf(said, 'plan')).toBe('harmless');
  expect(classOf(said, 'faith')).toBe('sensitive');
  expect(classOf(said, 'email')).toBe('unclassified');
  expect(classOf(said, 'other')).toBe('unclassified');
  expect(classOf(undefined, 'plan')).toBe('unclassified');
});
