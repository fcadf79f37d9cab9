import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type DestinationStateName, destinationState } from '@/components/states/DestinationState';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Stopped.module.css';

const EXPLAINED: readonly string[] = [
  'paused',
  'failing',
  'unauthorised',
  'grant-revoked',
  'not-connected',
  'another-account',
  'account-unknown',
  'waits-for-account',
  'gone',
] satisfies DestinationStateName[];

type Explained = Exclude<DestinationStateName, 'active'>;

/** Why nothing goes out, and what to do. */
export function Stopped({ state, children }: { state: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes.stopped} data-state={destinationState(state)}>
      <Text fw={600}>
        {EXPLAINED.includes(state) ? t(`destinations.explained.${state as Explained}`) : state}
      </Text>
      <Text c="dimmed">{children}</Text>
    </div>
  );
}
