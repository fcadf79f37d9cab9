import { Suspense } from 'react';
import { later } from '@/components/later/later';
import type { RowsProps } from './column';
import { Row } from './Row';
import { roles } from './roles';

const RowsInSight = later(() =>
  import('./RowsInSight').then(({ RowsInSight }) => ({ default: RowsInSight })),
) as typeof import('./RowsInSight').RowsInSight;

const ALL_UP_TO = 100;

/** All rows, or, where there are many, those in sight; the first ones until that is loaded. */
export function Rows<T>(props: RowsProps<T>) {
  const first = <AllRows {...props} rows={props.rows.slice(0, ALL_UP_TO)} />;
  return props.rows.length <= ALL_UP_TO ? (
    first
  ) : (
    <Suspense fallback={first}>
      <RowsInSight {...props} />
    </Suspense>
  );
}

function AllRows<T>({ columns, rows, rowId }: RowsProps<T>) {
  return (
    <tbody {...roles.group}>
      {rows.map((row) => (
        <Row key={rowId(row)} columns={columns} row={row} />
      ))}
    </tbody>
  );
}
