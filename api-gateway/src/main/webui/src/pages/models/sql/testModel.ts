import type { Model, WarehouseCatalogue } from '@/api/generated/model';

const AT = '2026-03-02T09:00:00Z';

/** A model of a query, for tests. */
export const people: Model = {
  id: 'mdl_1',
  key: 'people',
  name: 'People',
  tags: [],
  folder: null,
  owner: null,
  warehouse: 'whs_1',
  entity: 'person',
  query: 'select customer_id, email from customers',
  table: null,
  primaryKey: ['customer_id'],
  columns: [
    { name: 'customer_id', type: 'text' },
    { name: 'email', type: 'text' },
  ],
  mapping: {
    identifiers: { email: 'email' },
    traits: {},
    consent: {},
    subscriptions: {},
    observedAt: null,
  },
  schedule: { kind: 'manual' },
  paused: false,
  lastRun: null,
  lastSuccess: null,
  nextRunAt: null,
  version: 2,
  createdAt: AT,
  updatedAt: AT,
};

/** One table, with a column whose name must be quoted. */
export const catalogue: WarehouseCatalogue = {
  tables: [
    {
      name: 'customers',
      columns: [
        { name: 'customer_id', type: 'VARCHAR' },
        { name: 'order', type: 'INTEGER' },
      ],
    },
  ],
  more: false,
};
