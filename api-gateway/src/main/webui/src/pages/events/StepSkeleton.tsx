import { Skeleton } from '@mantine/core';
import classes from './Events.module.css';

export function StepSkeleton() {
  return (
    <li className={classes.step}>
      <Skeleton circle height={28} />
      <Skeleton height={36} mt={3} maw={320} />
    </li>
  );
}
