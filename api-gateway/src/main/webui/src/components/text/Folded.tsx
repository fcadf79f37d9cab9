import { Code } from '@mantine/core';
import classes from './Folded.module.css';

interface Props {
  title: string;
  children: string;
  /** Whether it is open at first. */
  open?: boolean;
}

/** A long text that most readers do not need, behind its title. */
export function Folded({ title, children, open = false }: Props) {
  return (
    <details className={classes.folded} open={open}>
      <summary>{title}</summary>
      {/* What scrolls can be scrolled by keyboard. */}
      <Code block tabIndex={0} aria-label={title} mah={320}>
        {children}
      </Code>
    </details>
  );
}
