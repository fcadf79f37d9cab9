import { expect, test } from 'vitest';
import { resolved } from './typesOf';

const KNOWN = [
  { name: 'plan', types: ['text'] as const },
  { name: 'address', types: ['object'] as const },
  { name: 'address.home', types: ['object'] as const },
  { name: 'products', types: ['list'] as const },
];

test('a known name is itself, and one that holds fields may be gone into', () => {
  expect(resolved('plan', KNOWN)).toEqual({ name: 'plan', types: ['text'], path: null });
  expect(resolved('address', KNOWN).path).toBe('');
  expect(resolved('products', KNOWN).path).toBe('');
});

test('the longest known name comes first', () => {
  expect(resolved('address.home.city', KNOWN)).toEqual({
    name: 'address.home',
    types: [],
    path: 'city',
  });
});

test('within a list stands a list', () => {
  expect(resolved('products.sku', KNOWN)).toEqual({
    name: 'products',
    types: ['list'],
    path: 'sku',
  });
});

test('a name that nobody has may hold anything', () => {
  expect(resolved('nope', KNOWN)).toEqual({ name: 'nope', types: [], path: null });
});
