import { Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ChartRoom.module.css';

/** The room of a chart. What is below stays where it is, whether the chart is loaded, shown or empty. */
export function ChartRoom({ children }: { children: ReactNode }) {
  return (
    <div className={classes.around}>
      <div className={classes.room}>{children}</div>
    </div>
  );
}

/** What is in the room until the chart is loaded. */
export function ChartSkeleton() {
  return <Skeleton height="var(--chart-height)" />;
}

/** What is in the room if there is nothing to draw. */
export function NoChart({ children }: { children: ReactNode }) {
  return (
    <Text c="dimmed" className={classes.none}>
      {children}
    </Text>
  );
}
