import { expect, test } from 'vitest';
import {
  cleaned,
  emptyModel,
  mappingPatch,
  modelRequest,
  NO_MAPPING,
  nameFromTable,
  rowsFrom,
} from './modelDraft';

test('nothing is read until a table or a query is there', () => {
  const draft = emptyModel('whs_1');
  expect(rowsFrom(draft)).toBeNull();
  expect(rowsFrom({ ...draft, table: 'customers' })).toEqual({
    warehouse: 'whs_1',
    table: 'customers',
    query: null,
  });
  expect(rowsFrom({ ...draft, from: 'query', table: 'customers' })).toBeNull();
});

test('a query may end as people end it', () => {
  expect(cleaned(' select 1 ;\n')).toBe('select 1');
});

test('rows that are no people have no mapping', () => {
  const draft = {
    ...emptyModel('whs_1'),
    name: 'Open orders',
    table: 'orders',
    primaryKey: ['id'],
  };
  expect(modelRequest({ ...draft, person: false, entity: 'order' })).toMatchObject({
    key: 'open-orders',
    entity: 'order',
    mapping: null,
  });
  expect(modelRequest(draft)).toMatchObject({ entity: 'person', mapping: NO_MAPPING });
});

test('what is gone from a mapping is taken away by name', () => {
  const before = { ...NO_MAPPING, traits: { plan: 'plan', city: 'city' }, observedAt: 'changed' };
  const after = { ...NO_MAPPING, traits: { plan: 'tier' } };
  expect(mappingPatch(before, after)).toMatchObject({
    traits: { plan: 'tier', city: null },
    observedAt: null,
  });
});

test('a table suggests a name', () => {
  expect(nameFromTable('crm_customers')).toBe('Crm customers');
});
