import { Value } from '@/components/text/Value';
import classes from './Fields.module.css';

interface Props {
  fields: Readonly<Record<string, unknown>>;
  /** The names and values get room, also beside a column with many values. */
  wide?: boolean;
}

/** Columns with their values, side by side. */
export function Fields({ fields, wide = false }: Props) {
  return (
    <span className={classes.fields} data-wide={wide}>
      {Object.entries(fields).map(([column, value]) => (
        <span key={column} className={classes.field}>
          <span className={classes.column}>{column}</span> <Value value={value} />
        </span>
      ))}
    </span>
  );
}
