import { expect, test } from 'vitest';
import type { Where } from '../rule/model';
import { earlierOfList, listOf } from './sameList';

const KNOWN = [
  { name: 'products', types: ['list'] as const },
  { name: 'products.sizes', types: ['list'] as const },
  { name: 'address', types: ['object'] as const },
  { name: 'coupons', types: ['list'] as const },
];

const filter = (id: string, property: string): Where => ({
  id,
  property,
  test: { operator: 'exists' },
});

test('a part of a list belongs to the outermost list, and a part of an object to none', () => {
  expect(listOf('products.category', KNOWN)).toBe('products');
  expect(listOf('products.sizes.eu', KNOWN)).toBe('products');
  expect(listOf('address.city', KNOWN)).toBeNull();
  expect(listOf('products', KNOWN)).toBeNull();
  expect(listOf('productsSold.name', KNOWN)).toBeNull();
});

test('only the second condition on parts of one list has an earlier one', () => {
  const where = [
    filter('n1', 'products.category'),
    filter('n2', 'address.city'),
    filter('n3', 'coupons.code'),
    filter('n4', 'products.price'),
  ];
  expect(where.map((each) => earlierOfList(each, where, KNOWN)?.earlier.id)).toEqual([
    undefined,
    undefined,
    undefined,
    'n1',
  ]);
});
