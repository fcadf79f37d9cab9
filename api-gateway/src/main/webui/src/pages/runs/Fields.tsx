import { Value } from '@/components/text/Value';
import classes from './Fields.module.css';

/** Columns with their values, side by side. */
export function Fields({ fields }: { fields: Readonly<Record<string, unknown>> }) {
  return (
    <span className={classes.fields}>
      {Object.entries(fields).map(([column, value]) => (
        <span key={column} className={classes.field}>
          <span className={classes.column}>{column}</span> <Value value={value} />
        </span>
      ))}
    </span>
  );
}
