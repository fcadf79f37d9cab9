import { expect, test } from 'vitest';
import { compareTypes, identifierOf } from './identifier';

test.each([
  ['mila@example.com', 'email'],
  ['+31 6 1234 5678', 'phone'],
  ['3f2b8c1e-7a54-4a0e-9b1d-0c6f5e4d3a2b', 'anonymous_id'],
  ['user-20441', 'user_id'],
  ['prf_018f', 'profile'],
])('%s is taken for an identifier of the type %s', (typed, type) => {
  expect(identifierOf(typed)?.type).toBe(type);
});

test.each(['', '  ', 'audiences', 'loyal but at risk'])('"%s" is no identifier', (typed) => {
  expect(identifierOf(typed)).toBeNull();
});

test('blanks around an identifier do not belong to it', () => {
  expect(identifierOf(' mila@example.com ')?.value).toBe('mila@example.com');
});

test('types by which people know a person come first, and ids of devices after types of the workspace', () => {
  const types = ['anonymous_id', 'loyalty_card', 'user_id', 'phone', 'email'];
  expect(types.toSorted(compareTypes)).toEqual([
    'email',
    'phone',
    'user_id',
    'loyalty_card',
    'anonymous_id',
  ]);
});
