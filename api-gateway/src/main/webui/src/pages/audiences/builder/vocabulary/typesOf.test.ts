import { expect, test } from 'vitest';
import { isComplete, isSeen, partsNamed, partsOf, resolved } from './typesOf';

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

test('a part that is known stays a part, with its own type', () => {
  const known = [...KNOWN, { name: 'products.category', types: ['list'] as const }];
  expect(resolved('products.category', known)).toEqual({
    name: 'products',
    types: ['list'],
    path: 'category',
  });
  expect(resolved('address.home', KNOWN)).toEqual({
    name: 'address',
    types: ['object'],
    path: 'home',
  });
});

test('a part that the catalogue lists was seen, and below its depth nothing is known', () => {
  const known = [...KNOWN, { name: 'products.category', types: ['list'] as const }];
  expect(isSeen('plan', known)).toBe(true);
  expect(isSeen('products.category', known)).toBe(true);
  expect(isSeen('products.colour', known)).toBe(false);
  expect(isSeen('category', known)).toBe(false);
  const deep = [{ name: 'a.b.c', types: ['object'] as const }];
  expect(isSeen('a.b.c.d', deep)).toBe(true);
  expect(isSeen('a.b.x.d', deep)).toBe(false);
});

test('a part is found by its own name', () => {
  const known = [...KNOWN, { name: 'products.category', types: ['list'] as const }];
  expect(partsNamed('category', known)).toEqual(['products.category']);
  expect(partsNamed('plan', known)).toEqual([]);
  expect(partsOf('products', known)).toEqual(['category']);
  expect(partsOf('plan', known)).toEqual([]);
});

test('an answer is complete if it is of all events, and there are some', () => {
  const all = { events: 7, more: false, estimated: false };
  expect(isComplete(all)).toBe(true);
  expect(isComplete({ ...all, more: true })).toBe(false);
  expect(isComplete({ ...all, estimated: true })).toBe(false);
  expect(isComplete({ ...all, events: 0 })).toBe(false);
});
