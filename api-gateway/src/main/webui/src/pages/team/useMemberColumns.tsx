import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Member } from '@/api/generated/model';
import { meQuery } from '@/api/me';
import type { Column } from '@/components/table/column';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { nameOf } from './nameOf';
import { PersonalDataCell, RoleCell } from './RightsCells';
import { ROLES } from './rights';

export type MemberAction = 'change' | 'remove';

/**
 * @param admins how many there are: the only one stays
 */
export function useMemberColumns(
  admins: number,
  onAction: (action: MemberAction, member: Member) => void,
): Column<Member>[] {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data?.name;
  const mayChange = useMay('putMember').allowed;
  return useMemo(() => {
    const columns: Column<Member>[] = [
      {
        id: 'name',
        header: t('team.person'),
        sort: nameOf,
        cell: (member) => (
          <>
            <strong>{nameOf(member)}</strong>
            {member.username === me && ` (${t('team.you')})`}
            <Text fz="sm" c="dimmed">
              {member.name && <Value value={member.username} />}
              {member.name && member.invited && ' · '}
              {member.invited && t('team.invited')}
            </Text>
          </>
        ),
      },
      {
        id: 'email',
        header: t('team.email'),
        cell: ({ email }) => (email === null ? t('team.noEmail') : <Value value={email} />),
      },
      {
        id: 'role',
        header: t('team.role'),
        sort: ({ role }) => ROLES.indexOf(role),
        cell: ({ role }) => <RoleCell role={role} />,
      },
      {
        id: 'personalData',
        header: t('team.personalData'),
        sort: ({ personalData }) => Number(personalData),
        cell: ({ personalData }) => <PersonalDataCell shown={personalData} />,
      },
    ];
    if (mayChange) {
      columns.push({
        id: 'actions',
        header: t('team.actions'),
        align: 'end',
        cell: (member) => (
          <Actions
            member={member}
            only={member.role === 'admin' && admins === 1}
            onAction={onAction}
          />
        ),
      });
    }
    return columns;
  }, [t, me, mayChange, admins, onAction]);
}

interface Props {
  member: Member;
  only: boolean;
  onAction: (action: MemberAction, member: Member) => void;
}

function Actions({ member, only, onAction }: Props) {
  const { t } = useTranslation();
  const name = nameOf(member);
  return (
    <Group gap={6} justify="flex-end">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('team.changeOf', { name })}
        onClick={() => onAction('change', member)}
      >
        {t('team.change')}
      </Button>
      {!only && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('team.removeOf', { name })}
          onClick={() => onAction('remove', member)}
        >
          {t('team.remove')}
        </Button>
      )}
    </Group>
  );
}
