import type { ReactNode } from 'react';
import classes from './Columns.module.css';

interface Props {
  main: ReactNode;
  side: ReactNode;
  /** The right one stays in sight while the left one is scrolled. */
  follow?: boolean;
}

/** What matters most on the left, what belongs to it on the right; below one another where it is narrow. */
export function Columns({ main, side, follow = false }: Props) {
  return (
    <div className={classes.room}>
      <div className={classes.columns}>
        <div className={classes.column}>{main}</div>
        <div className={classes.column} data-follow={follow}>
          {side}
        </div>
      </div>
    </div>
  );
}
