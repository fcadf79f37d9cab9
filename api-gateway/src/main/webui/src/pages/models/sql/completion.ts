import type { Completion } from '@codemirror/autocomplete';
import type { SQLNamespace } from '@codemirror/lang-sql';
import type { WarehouseTable } from '@/api/generated/model';
import { sqlName } from './sqlName';

/** The tables and columns of a connection as the editor completes them. */
export function namespaceOf(tables: readonly WarehouseTable[]): SQLNamespace {
  return Object.fromEntries(
    tables.map(({ name, columns }) => [
      // A dot would separate a schema from its table.
      name.replaceAll('.', '\\.'),
      {
        self: completion(name, 'type'),
        children: columns.map((column) => completion(column.name, 'property', column.type)),
      },
    ]),
  );
}

function completion(name: string, type: string, detail?: string): Completion {
  return { label: name, apply: sqlName(name), type, ...(detail && { detail }) };
}
