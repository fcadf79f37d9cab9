import { expect, test } from 'vitest';
import { mostSimilar } from './similar';

test('a misspelt name finds the one that is meant', () => {
  const known = ['marketing', 'analytics', 'e-mail', 'ads'];
  expect(mostSimilar('marketting', known)).toBe('marketing');
  expect(mostSimilar('Marketing', known)).toBe('marketing');
  expect(mostSimilar('markting', known)).toBe('marketing');
  expect(mostSimilar('email', known)).toBe('e-mail');
});

test('a name that is another one finds none', () => {
  const known = ['marketing', 'ads'];
  expect(mostSimilar('research', known)).toBeNull();
  expect(mostSimilar('ad', known)).toBeNull();
  expect(mostSimilar('marketing', ['marketing'])).toBeNull();
  expect(mostSimilar('', known)).toBeNull();
});
