import { expect, test } from 'vitest';
import { humanEvent, humanName, humanNames } from './humanName';

test.each([
  ['churnScore', 'churn score'],
  ['churn_score', 'churn score'],
  ['Lifetime-Value', 'lifetime value'],
  ['VIPLevel', 'VIP level'],
  ['address.postalCode', 'address › postal code'],
  ['plan', 'plan'],
])('%s is the %s', (name, human) => {
  expect(humanName(name)).toBe(human);
});

test('events keep a name that was written for people', () => {
  expect(humanEvent('Order Completed')).toBe('Order Completed');
  expect(humanEvent('order_completed')).toBe('Order completed');
});

test('names that would become the same stay as they are', () => {
  const nameOf = humanNames(['lifetimeValue', 'lifetime_value', 'churnScore', 'churnScore']);
  expect(nameOf('lifetimeValue')).toBe('lifetimeValue');
  expect(nameOf('lifetime_value')).toBe('lifetime_value');
  expect(nameOf('churnScore')).toBe('churn score');
});
