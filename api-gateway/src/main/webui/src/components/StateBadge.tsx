import type { ReactNode } from 'react';
import { type State, stateIcons } from '@/theme/states';
import classes from './StateBadge.module.css';

/** A state: colour, icon and word together. */
export function StateBadge({ state, children }: { state: State; children: ReactNode }) {
  const Icon = stateIcons[state];
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={14} aria-hidden />
      {children}
    </span>
  );
}
