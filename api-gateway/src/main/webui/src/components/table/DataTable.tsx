import { type ReactNode, useMemo, useState } from 'react';
import type { Bulk, Column } from './column';
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
  bulk?: Bulk<T> | undefined;
}

/**
 * Rows of one kind. The link in a row's first cell covers the row, so a click anywhere opens it. On a
 * narrow page each row is a small card; where there are many rows only those in sight are drawn.
 */
export function DataTable<T>({ label, columns, rows, rowId, sortedBy, bulk }: Props<T>) {
  const [sorting, setSorting] = useState(sortedBy);
  const sort = columns.find(({ id }) => id === sorting?.id)?.sort;
  const desc = sorting?.desc ?? false;
  const sorted = useMemo(() => (sort ? inOrder(rows, sort, desc) : rows), [rows, sort, desc]);
  const table = (
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
      <Rows
        columns={bulk ? preceded(columns, (row) => bulk.before(row, sorted)) : columns}
        rows={sorted}
        rowId={rowId}
      />
    </table>
  );
  return bulk ? (
    <>
      {bulk.bar(sorted)}
      {table}
    </>
  ) : (
    table
  );
}

/** The columns, with something before the first cell. */
function preceded<T>(
  [first, ...others]: readonly Column<T>[],
  before: (row: T) => ReactNode,
): Column<T>[] {
  if (first === undefined) {
    return [];
  }
  const cell = (row: T) => (
    <div className={classes.preceded}>
      {before(row)}
      <div>{first.cell(row)}</div>
    </div>
  );
  return [{ ...first, cell }, ...others];
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
