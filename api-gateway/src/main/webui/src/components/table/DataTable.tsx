import {
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo, useState } from 'react';
import classes from './DataTable.module.css';
import { HeaderCell } from './HeaderCell';
import { Rows } from './Rows';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What the column sorts by; without it, it does not sort. */
  sort?: (row: T) => string | number;
  /** Numbers stand at the end of their column. */
  align?: 'end';
}

interface Props<T> {
  /** What the rows are, for those who do not see them. */
  label: string;
  columns: readonly Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  sortedBy?: { id: string; desc: boolean };
}

/**
 * Rows of one kind. The link in a row's first cell covers the row, so a click anywhere opens it. On a
 * narrow page each row is a small card; where there are many rows only those in sight are drawn.
 */
export function DataTable<T extends RowData>({ label, columns, rows, rowId, sortedBy }: Props<T>) {
  const [sorting, setSorting] = useState<SortingState>(sortedBy ? [sortedBy] : []);
  const definitions = useMemo(
    () =>
      columns.map(({ id, header, sort }) => ({
        id,
        header,
        accessorFn: sort ?? (() => 0),
        enableSorting: sort !== undefined,
        sortDescFirst: false,
        sortFn: compare,
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state: { sorting },
    onSortingChange: setSorting,
    enableSortingRemoval: false,
  });
  const sorted = table.getRowModel().rows.map(({ id, original }) => ({ id, row: original }));
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as cards the table is laid out as blocks, which takes its role away
    <table className={classes.table} aria-label={label} role="table">
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell
              key={column.id}
              column={column}
              sorted={sorting.find(({ id }) => id === column.id)}
              onSort={column.sort && (() => table.getColumn(column.id)?.toggleSorting())}
            />
          ))}
        </tr>
      </thead>
      <Rows columns={columns} rows={sorted} />
    </table>
  );
}

function compare(
  a: { getValue: (column: string) => unknown },
  b: { getValue: (column: string) => unknown },
  column: string,
): number {
  const [left, right] = [a.getValue(column), b.getValue(column)];
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : String(left).localeCompare(String(right));
}
