import { expect, test } from 'vitest';
import { earlierOfList, listOf } from './sameList';

const KNOWN = [
  { name: 'products', types: ['list'] as const },
  { name: 'products.sizes', types: ['list'] as const },
  { name: 'address', types: ['object'] as const },
  { name: 'coupons', types: ['list'] as const },
];

test('a part of a list belongs to the outermost list, and a part of an object to none', () => {
  expect(listOf('products.category', KNOWN)).toBe('products');
  expect(listOf('products.sizes.eu', KNOWN)).toBe('products');
  expect(listOf('address.city', KNOWN)).toBeNull();
  expect(listOf('products', KNOWN)).toBeNull();
  expect(listOf('productsSold.name', KNOWN)).toBeNull();
});

test('only the second condition on parts of one list has an earlier one', () => {
  const names = ['products.category', 'address.city', 'coupons.code', 'products.price'];
  const found = names.map((name, at) => earlierOfList(name, names.slice(0, at), KNOWN));
  expect(found).toEqual([null, null, null, { list: 'products', earlier: 'products.category' }]);
});
