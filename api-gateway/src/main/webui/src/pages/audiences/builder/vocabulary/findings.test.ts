import { expect, test } from 'vitest';
import type { CatalogueFoundPropertyValue, CatalogueFoundValue } from '@/api/generated/model';
import { propertySubject, propertyValueSubject, valueSubject } from './findings';
import type { Subject } from './subject';
import { newCondition, saidName } from './subjects';

const found = (trait: string, value: string): CatalogueFoundValue => ({
  trait,
  type: 'text',
  value,
  people: 12,
});
const land: Subject = {
  kind: 'trait',
  trait: 'home',
  types: ['text'],
  seen: { people: 1, last: null },
  synonyms: ['country'],
};
const search = (value: CatalogueFoundValue) => valueSubject([land], 'nether', 'en')(value);

test('the code of a country has the name of the country', () => {
  expect(search(found('country', 'NL'))[0]?.country).toBe('Netherlands');
  expect(search(found('address.countryCode', 'NL'))[0]?.country).toBe('Netherlands');
  expect(search(found('home', 'NL'))[0]?.country).toBe('Netherlands');
});

test('the same letters elsewhere are no country', () => {
  expect(search(found('size', 'NL'))).toEqual([]);
  expect(search(found('size', 'Nether NL'))[0]).toMatchObject({
    value: 'Nether NL',
    country: null,
  });
});

test('a property is read as its declared type, and only of calls that rules count', () => {
  const property = {
    name: 'total',
    types: ['text' as const],
    events: 3,
    approximate: false,
    lastSeen: '2026-03-02T09:00:00Z',
    declared: 'number' as const,
    unreadable: 0,
  };
  expect(propertySubject({ call: 'track', event: 'Order Completed', property })).toEqual([
    {
      kind: 'property',
      call: 'track',
      event: 'Order Completed',
      property: 'total',
      types: ['number'],
      events: 3,
      approximate: false,
    },
  ]);
  expect(propertySubject({ call: 'later', event: null, property })).toEqual([]);
});

test('a value of an event becomes a condition that is complete', () => {
  const found: CatalogueFoundPropertyValue = {
    call: 'track',
    event: 'Order Completed',
    property: 'products.category',
    type: 'list',
    value: 'Coffee on the way',
    events: 4,
  };
  const [inList] = propertyValueSubject(found);
  expect(inList && saidName(inList)).toBe(
    'Order Completed › products › category › Coffee on the way',
  );
  expect(inList && newCondition(inList)).toMatchObject({
    kind: 'event',
    event: 'Order Completed',
    where: [
      { property: 'products.category', test: { operator: 'includes', value: 'Coffee on the way' } },
    ],
  });
  const [ofText] = propertyValueSubject({ ...found, property: 'coupon', type: 'text' });
  expect(ofText && newCondition(ofText)).toMatchObject({
    where: [{ test: { operator: 'equals' } }],
  });
  expect(propertyValueSubject({ ...found, call: 'later' })).toEqual([]);
});
