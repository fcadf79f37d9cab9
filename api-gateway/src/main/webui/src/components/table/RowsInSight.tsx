import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RowsProps } from './column';
import classes from './DataTable.module.css';
import { Row } from './Row';
import { roles } from './roles';

const ROW_HEIGHT = 45;

/** Draws the rows in sight only. */
export function RowsInSight<T>({ columns, rows, rowId }: RowsProps<T>) {
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
    <tbody {...roles.group} ref={body}>
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
  return height > 0 ? (
    <tr {...roles.row} aria-hidden className={classes.gap} style={{ height }} />
  ) : null;
}
