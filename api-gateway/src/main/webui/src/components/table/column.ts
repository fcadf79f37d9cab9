import type { ReactNode } from 'react';

/** A column of a table whose rows are `T`. */
export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What the column sorts by; without it, it does not sort. */
  sort?: (row: T) => string | number;
  /** Names need room for a word: beside wide columns they would break within it. */
  names?: boolean;
  /** Numbers stand at the end of their column. */
  align?: 'end';
}

/** The rows of a table, in their order. */
export interface RowsProps<T> {
  columns: readonly Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
}

/** What users do with several rows at once. */
export interface Bulk<T> {
  /** Before the first cell of a row, such as its checkbox; gets the rows in their order. */
  before: (row: T, rows: readonly T[]) => ReactNode;
  /** Above the rows that are shown. */
  bar: (rows: readonly T[]) => ReactNode;
}
