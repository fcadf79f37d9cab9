import { expect, test } from 'vitest';
import { sqlName } from './sqlName';

test('a name is quoted where a query could not read it', () => {
  expect(sqlName('customer_id')).toBe('customer_id');
  expect(sqlName('Customer')).toBe('"Customer"');
  expect(sqlName('big orders')).toBe('"big orders"');
  expect(sqlName('order')).toBe('"order"');
  expect(sqlName('2nd')).toBe('"2nd"');
  expect(sqlName('a"b')).toBe('"a""b"');
});
