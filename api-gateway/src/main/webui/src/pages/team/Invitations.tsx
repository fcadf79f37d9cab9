import { Button, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Invitation } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { addressOf } from './nameOf';
import { invitationsQuery } from './queries';
import { RenewInvitation } from './RenewInvitation';
import { RevokeInvitation } from './RevokeInvitation';
import { PersonalDataCell, RoleCell } from './RightsCells';
import { ROLES } from './rights';

type Action = 'renew' | 'revoke';

/** Who is invited and has not accepted; only admins see it. */
export function Invitations() {
  const { t } = useTranslation();
  const { data: invitations = [] } = useQuery(invitationsQuery(useWorkspace()));
  const [doing, setDoing] = useState<{ action: Action; invitation: Invitation } | null>(null);
  const columns = useColumns((action, invitation) => setDoing({ action, invitation }));
  const close = () => setDoing(null);
  return (
    <>
      {invitations.length > 0 && (
        <>
          <Title order={2} mt="xl" mb="sm">
            {t('team.pending')}
          </Title>
          <Panel flush>
            <DataTable
              label={t('team.pending')}
              columns={columns}
              rows={invitations}
              rowId={({ id }) => id}
            />
          </Panel>
        </>
      )}
      {doing?.action === 'renew' && (
        <RenewInvitation invitation={doing.invitation} onClose={close} />
      )}
      {doing?.action === 'revoke' && (
        <RevokeInvitation invitation={doing.invitation} onClose={close} />
      )}
    </>
  );
}

function useColumns(
  onAction: (action: Action, invitation: Invitation) => void,
): Column<Invitation>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'email',
        header: t('team.email'),
        cell: ({ email }) => <Value value={email} />,
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
      {
        id: 'expires',
        header: t('team.expires'),
        sort: ({ expiresAt }) => expiresAt,
        cell: ({ expired, expiresAt }) =>
          expired ? t('team.expired') : <Time at={expiresAt} clock="wall" exact />,
      },
      {
        id: 'actions',
        header: t('team.actions'),
        align: 'end',
        cell: (invitation) => (
          <Group gap={6} justify="flex-end">
            {(['renew', 'revoke'] as const).map((action) => (
              <Button
                key={action}
                size="compact-sm"
                variant="default"
                aria-label={t(`team.${action}Of`, { email: addressOf(invitation) })}
                onClick={() => onAction(action, invitation)}
              >
                {t(`team.${action}`)}
              </Button>
            ))}
          </Group>
        ),
      },
    ],
    [t, onAction],
  );
}
