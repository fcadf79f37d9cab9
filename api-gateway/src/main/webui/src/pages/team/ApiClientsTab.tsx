import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ApiClient } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { Forbidden } from '@/components/feedback/Forbidden';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { useRequested } from '@/components/page/useRequested';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { NewApiClient } from './NewApiClient';
import { apiClientsQuery } from './queries';
import { RevokeClient } from './RevokeClient';
import { PersonalDataCell, RoleCell } from './RightsCells';
import { RotateClient } from './RotateClient';
import { ROLES } from './rights';

/** The programs that may call the API of the workspace; only admins see them. */
export function ApiClientsTab() {
  const may = useMay('listApiClients');
  return may.allowed ? (
    <Clients />
  ) : (
    <Panel>
      <Forbidden needs={may.needs} />
    </Panel>
  );
}

function Clients() {
  const { t } = useTranslation();
  const query = useQuery(apiClientsQuery(useWorkspace()));
  const [creating, setCreating] = useState(false);
  useRequested('create', 'client', () => setCreating(true));
  const [doing, setDoing] = useState<{ action: Action; client: ApiClient } | null>(null);
  const columns = useColumns(setDoing);
  const close = () => setDoing(null);
  const create = <Button onClick={() => setCreating(true)}>{t('team.clients.create')}</Button>;
  return (
    <>
      <Loaded
        query={query}
        skeleton={
          <Panel flush>
            <TableSkeleton />
          </Panel>
        }
      >
        {(clients) =>
          clients.length === 0 ? (
            <Panel>
              <Empty title={t('team.clients.empty')} action={create}>
                {t('team.clients.emptyDetail')}
              </Empty>
            </Panel>
          ) : (
            <>
              <Group justify="flex-end" mb="sm">
                {create}
              </Group>
              <Panel flush>
                <DataTable
                  label={t('team.tabs.clients')}
                  columns={columns}
                  rows={clients}
                  rowId={({ clientId }) => clientId}
                />
              </Panel>
            </>
          )
        }
      </Loaded>
      {creating && <NewApiClient onClose={() => setCreating(false)} />}
      {doing?.action === 'rotate' && <RotateClient client={doing.client} onClose={close} />}
      {doing?.action === 'revoke' && <RevokeClient client={doing.client} onClose={close} />}
    </>
  );
}

type Action = 'rotate' | 'revoke';

function useColumns(
  onAction: (doing: { action: Action; client: ApiClient }) => void,
): Column<ApiClient>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('team.clients.name'),
        sort: ({ name }) => name,
        cell: ({ name }) => <strong>{name}</strong>,
      },
      {
        id: 'id',
        header: t('team.clients.id'),
        cell: ({ clientId }) => <CopyText value={clientId} />,
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
        id: 'lastUsed',
        header: t('team.clients.lastUsed'),
        sort: ({ lastUsedAt }) => lastUsedAt ?? '',
        cell: ({ lastUsedAt }) =>
          lastUsedAt ? <Time at={lastUsedAt} clock="wall" /> : t('team.clients.neverUsed'),
      },
      {
        id: 'expires',
        header: t('team.clients.expires'),
        sort: ({ expiresAt }) => expiresAt ?? '9999',
        cell: ({ expiresAt }) =>
          expiresAt ? <Time at={expiresAt} clock="wall" exact /> : t('team.clients.never'),
      },
      {
        id: 'actions',
        header: t('team.actions'),
        align: 'end',
        cell: (client) => (
          <Group gap={6} justify="flex-end">
            {(['rotate', 'revoke'] as const).map((action) => (
              <Button
                key={action}
                size="compact-sm"
                variant="default"
                aria-label={t(`team.clients.${action}Of`, { name: client.name })}
                onClick={() => onAction({ action, client })}
              >
                {t(`team.clients.${action}`)}
              </Button>
            ))}
          </Group>
        ),
      },
    ],
    [t, onAction],
  );
}
