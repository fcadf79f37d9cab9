import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Empty.module.css';

interface Props {
  title: string;
  children?: ReactNode;
  /** The first step. */
  action?: ReactNode;
  /** Of the heading: 1 where nothing else is on the page. */
  level?: 1 | 2;
}

/** Nothing is there yet: what would be, and the first step towards it. */
export function Empty({ title, children, action, level = 2 }: Props) {
  return (
    <Stack className={classes.empty} align="center" gap="xs">
      <svg className={classes.picture} viewBox="0 0 120 48" aria-hidden="true">
        <title>{title}</title>
        <path d="M4 8c36 0 36 16 72 16M4 40c36 0 36-16 72-16h40" />
        <circle cx="4" cy="8" r="3" />
        <circle cx="4" cy="40" r="3" />
        <circle cx="116" cy="24" r="3" />
      </svg>
      <Title order={level}>{title}</Title>
      <Text component="div" c="dimmed" ta="center" maw={520}>
        {children}
      </Text>
      {action}
    </Stack>
  );
}
