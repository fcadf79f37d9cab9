import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BudgetUse } from '@/api/generated/model';
import { DestinationLink, SyncLink } from '@/components/objects/ObjectLink';
import { Folded } from '@/components/text/Folded';
import { FEW } from '@/components/text/roundedNumber';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Limits.module.css';

interface User {
  key: string;
  name: ReactNode;
  used: number;
  /** Whether the number can be that of people whom the user may not see. */
  rounded: boolean;
}

/** Who used a limit, the largest first; nothing if nobody has. */
export function Users({ budget }: { budget: BudgetUse }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const users = useUsers(budget);
  if (users.length === 0) {
    return null;
  }
  const number = ({ used, rounded }: User) =>
    rounded && used === 0 ? t('limits.few', { count: FEW }) : formats.number(used);
  return (
    <Folded title={t('limits.users')} open={users.length <= 3}>
      <Text c="dimmed" size="sm">
        {t('limits.since')} <Time at={budget.users.since} clock="wall" />
      </Text>
      <dl className={classes.users}>
        {users.map((user) => (
          <div key={user.key}>
            <dt>{user.name}</dt>
            <dd>{number(user)}</dd>
          </div>
        ))}
      </dl>
    </Folded>
  );
}

function useUsers({ users, current, approximate }: BudgetUse): User[] {
  const { t } = useTranslation();
  const found: User[] = [
    ...users.syncs.map(({ sync, name, used }) => ({
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
      rounded: approximate,
    })),
    ...users.destinations.map(({ destination, name, used }) => ({
      key: destination,
      name:
        name === null ? (
          t('limits.deletedDestination')
        ) : (
          <DestinationLink id={destination} name={name} />
        ),
      used,
      rounded: approximate,
    })),
  ];
  const sums = [
    ['further', users.further],
    ['otherWorkspaces', users.otherWorkspaces],
    ['otherPrograms', current.others?.used ?? 0],
    ['notAssigned', users.notAssigned],
  ] as const;
  for (const [name, used] of sums) {
    if (used > 0) {
      found.push({ key: name, name: t(`limits.${name}`), used, rounded: false });
    }
  }
  return found;
}
