import type { Model, WarehouseCatalogue } from '@/api/generated/model';
import { people as tablePeople } from './models';

/** A model of a query, for tests. */
export const people: Model = {
  ...tablePeople,
  tags: [],
  folder: null,
  query: 'select customer_id, email from customers',
  table: null,
  columns: [
    { name: 'customer_id', type: 'text' },
    { name: 'email', type: 'text' },
  ],
  mapping: { ...tablePeople.mapping, identifiers: { email: 'email' } },
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
