import type { ReactNode } from 'react';
import classes from './Columns.module.css';
import { useFirstLoad } from './useFirstLoad';

interface Props {
  main: ReactNode;
  side: ReactNode;
  /** Below `main`; below `side` where it is narrow. */
  below?: ReactNode;
  /** The right one stays in sight while the left one is scrolled. */
  follow?: boolean;
}

/**
 * What matters most on the left, what belongs to it on the right; below one another where it is
 * narrow. On the first load, a panel appears after the panels above it, whose heights depend on
 * what is read.
 */
export function Columns({ main, side, below, follow = false }: Props) {
  const [ref, loading] = useFirstLoad<HTMLDivElement>();
  return (
    <div className={classes.room}>
      <div ref={ref} className={classes.columns} data-loading={loading}>
        <div className={classes.column}>{main}</div>
        <div className={classes.column} data-follow={follow}>
          {side}
        </div>
        {below && <div className={`${classes.column} ${classes.below}`}>{below}</div>}
      </div>
    </div>
  );
}

/** Panels below one another, each of which appears after those above it. */
export function Column({ children }: { children: ReactNode }) {
  const [ref, loading] = useFirstLoad<HTMLDivElement>();
  return (
    <div ref={ref} data-loading={loading}>
      <div className={classes.column}>{children}</div>
    </div>
  );
}
