import { useMemo, useState } from 'react';
import type { Column } from './column';
import classes from './DataTable.module.css';
import { HeaderCell } from './HeaderCell';
import { Rows } from './Rows';
import { roles } from './roles';

const collator = new Intl.Collator();

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
export function DataTable<T>({ label, columns, rows, rowId, sortedBy }: Props<T>) {
  const [sorting, setSorting] = useState(sortedBy);
  const sort = columns.find(({ id }) => id === sorting?.id)?.sort;
  const desc = sorting?.desc ?? false;
  const sorted = useMemo(() => (sort ? inOrder(rows, sort, desc) : rows), [rows, sort, desc]);
  return (
    <table {...roles.table} className={classes.table} aria-label={label}>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {columns.map((column) => (
            <HeaderCell
              key={column.id}
              column={column}
              sorted={sorting?.id === column.id ? sorting : undefined}
              onSort={
                column.sort &&
                (() => setSorting({ id: column.id, desc: sorting?.id === column.id && !desc }))
              }
            />
          ))}
        </tr>
      </thead>
      <Rows columns={columns} rows={sorted} rowId={rowId} />
    </table>
  );
}

/** Rows that are equal stay as they stood to each other. */
function inOrder<T>(rows: T[], of: (row: T) => string | number, desc: boolean): T[] {
  const sorted = rows
    .map((row) => ({ row, by: of(row) }))
    .sort((a, b) => (desc ? compare(b.by, a.by) : compare(a.by, b.by)));
  return sorted.map(({ row }) => row);
}

function compare(left: string | number, right: string | number): number {
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : collator.compare(String(left), String(right));
}
