import { expect, test } from 'vitest';
import type { CatalogueValues, CatalogueValuesRequest } from '@/api/generated/model';
import { valuesInProperties } from './propertyValues';
import type { PropertySubject } from './subject';
import { newCondition, saidName } from './subjects';

const category: PropertySubject = {
  kind: 'property',
  call: 'track',
  event: 'Order Completed',
  property: 'products.category',
  types: ['list'],
  events: 7,
};
const products: PropertySubject = { ...category, property: 'products' };
const coupon: PropertySubject = { ...category, property: 'coupon', types: ['text'], events: 5 };
const total: PropertySubject = { ...category, property: 'total', types: ['number'] };
const title: PropertySubject = {
  ...category,
  call: 'page',
  event: null,
  property: 'title',
  types: ['text'],
  events: 900,
};
const all = [title, products, category, coupon, total];

/** An API where a property has these values. */
function values(of: Record<string, string[]>) {
  const asked: CatalogueValuesRequest[] = [];
  const read = async (request: CatalogueValuesRequest): Promise<CatalogueValues> => {
    asked.push(request);
    return {
      asOf: '2026-03-02T09:00:00Z',
      estimated: false,
      masked: false,
      more: false,
      numbers: null,
      data: (of[request.property ?? ''] ?? []).map((value) => ({ value, events: 4 })),
    };
  };
  return { asked, read };
}

test('texts are searched in named events first, and not in numbers or lists of objects', async () => {
  const { asked, read } = values({});
  expect(await valuesInProperties('coffee', all, read)).toEqual([]);
  expect(asked.map(({ property }) => property)).toEqual(['products.category', 'coupon', 'title']);
});

test('after a value that is exactly the text no more properties are read', async () => {
  const { asked, read } = values({ 'products.category': ['Coffee on the way'] });
  const [found] = await valuesInProperties('coffee on the way', all, read);
  expect(asked).toHaveLength(1);
  expect(found).toMatchObject({ kind: 'propertyValue', type: 'list', events: 4 });
  expect(found && saidName(found)).toBe(
    'Order Completed › products › category › Coffee on the way',
  );
});

test('a value of an event becomes a condition that is complete', () => {
  const value = { kind: 'propertyValue', value: 'Coffee on the way', events: 4 } as const;
  const { call, event, property } = category;
  expect(newCondition({ ...value, call, event, property, type: 'list' })).toMatchObject({
    kind: 'event',
    event: 'Order Completed',
    where: [
      { property: 'products.category', test: { operator: 'includes', value: 'Coffee on the way' } },
    ],
  });
  expect(newCondition({ ...value, call, event, property: 'coupon', type: 'text' })).toMatchObject({
    where: [{ test: { operator: 'equals' } }],
  });
});
