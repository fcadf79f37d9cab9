import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Column } from './column';
import classes from './DataTable.module.css';
import { roles } from './roles';

interface Props<T> {
  column: Column<T>;
  sorted: { desc: boolean } | undefined;
  onSort: (() => void) | undefined;
}

export function HeaderCell<T>({ column, sorted, onSort }: Props<T>) {
  const Arrow = sorted?.desc ? IconArrowDown : IconArrowUp;
  return (
    <th
      {...roles.columnHeader}
      data-align={column.align}
      aria-sort={sorted && (sorted.desc ? 'descending' : 'ascending')}
    >
      {onSort ? (
        <UnstyledButton className={classes.sort} onClick={onSort}>
          {column.header}
          {sorted && <Arrow size={13} aria-hidden />}
        </UnstyledButton>
      ) : (
        column.header
      )}
    </th>
  );
}
