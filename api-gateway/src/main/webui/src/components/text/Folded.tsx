import { Code } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Folded.module.css';

interface Props {
  title: string;
  children: ReactNode;
  /** Whether it is open at first. */
  open?: boolean;
}

/** What most readers do not need, such as a long text, behind its title. */
export function Folded({ title, children, open = false }: Props) {
  return (
    <details className={classes.folded} open={open}>
      <summary>{title}</summary>
      {typeof children === 'string' ? (
        // What scrolls can be scrolled by keyboard.
        <Code block tabIndex={0} aria-label={title} mah={320}>
          {children}
        </Code>
      ) : (
        children
      )}
    </details>
  );
}
