import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Panel.module.css';

interface Props {
  title?: string;
  /** At the right of the title. */
  aside?: ReactNode;
  /** Tables reach the edges; text keeps its distance. */
  flush?: boolean;
  children: ReactNode;
}

export function Panel({ title, aside, flush = false, children }: Props) {
  return (
    <section className={classes.panel} aria-label={title}>
      {title && (
        <header className={classes.head}>
          <Title order={2} size="h3">
            {title}
          </Title>
          <div className={classes.aside}>{aside}</div>
        </header>
      )}
      <div className={flush ? undefined : classes.body}>{children}</div>
    </section>
  );
}
