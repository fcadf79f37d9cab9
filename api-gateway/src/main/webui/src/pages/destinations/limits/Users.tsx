import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApproximateNumber, BudgetUse } from '@/api/generated/model';
import { DestinationLink, SyncLink } from '@/components/objects/ObjectLink';
import { Folded } from '@/components/text/Folded';
import { Time } from '@/components/text/Time';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Limits.module.css';

interface User {
  key: string;
  name: ReactNode;
  used: number;
  /** Of a number of people whom the user may not see. */
  rounded: ApproximateNumber | null | undefined;
}

/** Who used a limit, the largest first; nothing if nobody has. */
export function Users({ budget }: { budget: BudgetUse }) {
  const { t } = useTranslation();
  const { number } = usePeople();
  const users = useUsers(budget);
  if (users.length === 0) {
    return null;
  }
  const units = ({ used, rounded }: User) =>
    rounded && rounded.about == null && rounded.fewerThan == null
      ? t('limits.notShown')
      : number(used, rounded);
  return (
    <Folded title={t('limits.users')} open={users.length <= 3}>
      <Text c="dimmed" size="sm">
        {t('limits.since')} <Time at={budget.users.since} clock="wall" />
      </Text>
      <dl className={classes.users}>
        {users.map((user) => (
          <div key={user.key}>
            <dt>{user.name}</dt>
            <dd>{units(user)}</dd>
          </div>
        ))}
      </dl>
    </Folded>
  );
}

function useUsers({ users, current, certainty }: BudgetUse): User[] {
  const { t } = useTranslation();
  const found: User[] = [
    ...users.syncs.map(({ sync, name, used, rounded }) => ({
      key: sync ?? 'no sync',
      name:
        sync === null ? (
          t('limits.noSync')
        ) : name === null ? (
          t('limits.deletedSync')
        ) : (
          <SyncLink id={sync} name={name} />
        ),
      used,
      rounded,
    })),
    ...users.destinations.map(({ destination, name, used, rounded }) => ({
      key: destination,
      name:
        name === null ? (
          t('limits.deletedDestination')
        ) : (
          <DestinationLink id={destination} name={name} />
        ),
      used,
      rounded,
    })),
  ];
  const sums = [
    ['further', users.further, users.furtherRounded],
    ['otherWorkspaces', users.otherWorkspaces, users.otherWorkspacesRounded],
    // Of short limits, the number of others is that of one window, and the users are those of an hour.
    ['otherPrograms', certainty === 'counted' ? (current.others?.used ?? 0) : 0, null],
    ['notAssigned', users.notAssigned, null],
  ] as const;
  for (const [name, used, rounded] of sums) {
    if (used > 0 || rounded) {
      found.push({ key: name, name: t(`limits.${name}`), used, rounded });
    }
  }
  return found;
}
