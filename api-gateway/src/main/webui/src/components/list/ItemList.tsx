import type { ReactNode } from 'react';
import classes from './ItemList.module.css';

/** What asks for attention, one below the other. */
export function ItemList({ children }: { children: ReactNode }) {
  return <ul className={classes.items}>{children}</ul>;
}

interface ItemProps {
  badge: ReactNode;
  title: string;
  detail: ReactNode;
  /** Leads to where something can be done about it. */
  action?: ReactNode;
}

export function Item({ badge, title, detail, action }: ItemProps) {
  return (
    <li className={classes.item}>
      <div>{badge}</div>
      <div className={classes.words}>
        <strong>{title}</strong>
        <div className={classes.detail}>{detail}</div>
      </div>
      <div>{action}</div>
    </li>
  );
}

interface NoteProps {
  children: ReactNode;
  /** `status` where it may appear by itself. */
  role?: 'status';
}

/** What stands in place of the items, or above them. */
export function ItemNote({ children, role }: NoteProps) {
  return (
    <p className={classes.note} role={role}>
      {children}
    </p>
  );
}
