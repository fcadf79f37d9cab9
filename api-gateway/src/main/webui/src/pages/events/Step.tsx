import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { State } from '@/theme/states';
import classes from './Events.module.css';

interface Props {
  state: State;
  icon: Icon;
  title: string;
  children: ReactNode;
}

/** One station on an event's way. */
export function Step({ state, icon: Sign, title, children }: Props) {
  return (
    <li className={classes.step}>
      <span className={classes.sign} data-state={state}>
        <Sign size={16} aria-hidden />
      </span>
      <div className={classes.words}>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}
