import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Column } from './column';
import classes from './DataTable.module.css';

const ALL_UP_TO = 100;
const ROW_HEIGHT = 45;

interface Props<T> {
  columns: readonly Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
}

export function Rows<T>(props: Props<T>) {
  return props.rows.length <= ALL_UP_TO ? <AllRows {...props} /> : <RowsInSight {...props} />;
}

function AllRows<T>({ columns, rows, rowId }: Props<T>) {
  return (
    <tbody>
      {rows.map((row) => (
        <Row key={rowId(row)} columns={columns} row={row} />
      ))}
    </tbody>
  );
}

function RowsInSight<T>({ columns, rows, rowId }: Props<T>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    setScrollMargin((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  // A new function has every row laid out anew.
  const getItemKey = useCallback(
    (index: number) => {
      const row = rows[index];
      return row === undefined ? index : rowId(row);
    },
    [rows, rowId],
  );
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin,
    getItemKey,
  });
  const items = virtual.getVirtualItems();
  const above = (items[0]?.start ?? scrollMargin) - scrollMargin;
  const below = virtual.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin);
  return (
    <tbody ref={body}>
      <Gap height={above} />
      {items.map(({ index, key }) => {
        const row = rows[index];
        return (
          row !== undefined && (
            <Row
              key={key}
              columns={columns}
              row={row}
              index={index}
              measure={virtual.measureElement}
            />
          )
        );
      })}
      <Gap height={below} />
    </tbody>
  );
}

/** Stands for the rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden className={classes.gap} style={{ height }} /> : null;
}

interface RowProps<T> {
  columns: readonly Column<T>[];
  row: T;
  index?: number;
  measure?: (element: Element | null) => void;
}

function Row<T>({ columns, row, index, measure }: RowProps<T>) {
  return (
    <tr ref={measure} data-index={index} className={classes.row}>
      {columns.map(({ id, header, cell, align }) => (
        <td key={id} data-align={align} data-label={header}>
          <div>{cell(row)}</div>
        </td>
      ))}
    </tr>
  );
}
