import type { Model } from '@/api/generated/model';

const AT = '2026-03-02T09:00:00Z';

/** A model of people with a tag and a folder. */
export const people: Model = {
  id: 'mdl_1',
  key: 'people',
  name: 'People',
  tags: ['core'],
  folder: 'Shop',
  owner: null,
  warehouse: 'whs_1',
  entity: 'person',
  query: null,
  table: 'customers',
  primaryKey: ['customer_id'],
  columns: [{ name: 'customer_id', type: 'text' }],
  mapping: { identifiers: {}, traits: {}, consent: {}, subscriptions: {}, observedAt: null },
  schedule: { kind: 'manual' },
  paused: false,
  lastRun: null,
  lastSuccess: null,
  nextRunAt: null,
  version: 2,
  createdAt: AT,
  updatedAt: AT,
};
