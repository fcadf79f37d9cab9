import { Skeleton } from '@mantine/core';
import classes from './TableSkeleton.module.css';

/** A table's rows before they are there. */
export function TableSkeleton({ rows = 5 }: { rows?: number }) {
  return (
    <div aria-hidden className={classes.table}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content are known by their place
        <div key={row} className={classes.row}>
          <Skeleton height={14} width={`${38 - ((row * 7) % 15)}%`} />
          <Skeleton height={14} width="14%" />
          <Skeleton height={14} width="10%" />
        </div>
      ))}
    </div>
  );
}
