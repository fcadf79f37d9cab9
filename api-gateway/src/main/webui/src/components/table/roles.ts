/**
 * The roles of a table that is laid out as blocks where the page is narrow. A browser may take them away from elements with
 * another `display`, so the elements have them by name.
 */
export const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'cell' },
  columnHeader: { role: 'columnheader', scope: 'col' },
  rowHeader: { role: 'rowheader', scope: 'row' },
} as const;
