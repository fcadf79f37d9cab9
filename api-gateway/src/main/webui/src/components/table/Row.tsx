import type { Column } from './column';
import classes from './DataTable.module.css';
import { roles } from './roles';

interface RowProps<T> {
  columns: readonly Column<T>[];
  row: T;
  index?: number;
  measure?: (element: Element | null) => void;
}

/** One row; as a card, each value has the name of its column. */
export function Row<T>({ columns, row, index, measure }: RowProps<T>) {
  return (
    <tr {...roles.row} ref={measure} data-index={index} className={classes.row}>
      {columns.map(({ id, header, cell, align, names }) => (
        <td key={id} {...roles.cell} data-align={align} data-names={names} data-label={header}>
          <div>{cell(row)}</div>
        </td>
      ))}
    </tr>
  );
}
