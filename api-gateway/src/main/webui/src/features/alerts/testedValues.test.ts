import { expect, test } from 'vitest';
import type { Rule } from '@/api/generated/model';
import { notHarmless, testedProperties, testedTraits } from './testedValues';

test('a rule asks for its traits at any depth, also whether they are known', () => {
  const rule = {
    all: [
      { trait: 'plan', operator: 'equals', value: 'pro' },
      { any: [{ trait: 'phone', operator: 'exists' }, { event: 'Order Completed' }] },
      { none: [{ trait: 'address.city', operator: 'in', value: ['Utrecht'] }] },
      { trait: 'plan', operator: 'equals', value: 'free' },
    ],
  } as Rule;
  expect(testedTraits(rule)).toEqual(['plan', 'phone', 'address.city']);
});

test('a rule asks for properties of events, also if it only asks whether they are known', () => {
  const rule = {
    any: [
      {
        event: 'Order Completed',
        where: [
          { property: 'total', operator: 'greaterThan', value: 100 },
          { property: 'coupon', operator: 'exists' },
        ],
      },
      { trait: 'plan', operator: 'equals', value: 'pro' },
    ],
  } as Rule;
  expect(testedProperties(rule)).toEqual(['total', 'coupon']);
});

test('traits that nobody classified are not harmless', () => {
  expect(notHarmless(['plan', 'churnScore'], new Set(['plan']))).toEqual(['churnScore']);
});

test('a path is harmless with its trait', () => {
  expect(notHarmless(['address.city'], new Set(['address']))).toEqual([]);
});
