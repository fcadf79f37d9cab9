import type { ReactNode } from 'react';
import classes from './Columns.module.css';

/** What matters most on the left, what belongs to it on the right; below one another where it is narrow. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div className={classes.column}>{main}</div>
      <div className={classes.column}>{side}</div>
    </div>
  );
}
