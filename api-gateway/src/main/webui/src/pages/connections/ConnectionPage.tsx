import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { connectionQuery, connectionsQuery, modelsQuery } from '@/api/dataQueries';
import type { Warehouse } from '@/api/generated/model';
import { testWarehouse } from '@/api/generated/operations';
import { Mark } from '@/components/connectors/Mark';
import { later } from '@/components/later/later';
import { ButtonLink } from '@/components/links';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { ConnectionState } from '@/components/states/ConnectionState';
import { kindOf } from '@/features/connections/connectionKind';
import { History } from '@/features/history/History';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { ConnectionHealth } from './ConnectionHealth';
import { whereOf } from './connectionDraft';

const SettingsTab = later(() =>
  import('./SettingsTab').then(({ SettingsTab }) => ({ default: SettingsTab })),
);

const ConnectionHistoryDrawer = later(() =>
  import('@/features/history/drawers/ConnectionHistoryDrawer').then(
    ({ ConnectionHistoryDrawer }) => ({
      default: ConnectionHistoryDrawer,
    }),
  ),
);

export function ConnectionPage() {
  const { t } = useTranslation();
  const { connection } = useParams({ from: '/w/$workspace/connections/$connection' });
  const query = useQuery(connectionQuery(useWorkspace(), connection));
  return (
    <LoadedPage
      query={query}
      kind={t('nav.connections')}
      gone={<History drawer={ConnectionHistoryDrawer} id={connection} name={null} />}
    >
      {(connection) => <LoadedConnection key={connection.id} connection={connection} />}
    </LoadedPage>
  );
}

function LoadedConnection({ connection }: { connection: Warehouse }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const mayTest = useMay('testWarehouse').allowed;
  const mayModel = useMay('createModel').allowed;
  const models = useQuery(modelsQuery(workspace)).data?.data.filter(
    ({ warehouse }) => warehouse === connection.id,
  );
  const test = useMutation({
    mutationFn: () => testWarehouse(workspace, connection.id),
    onSettled: () => client.invalidateQueries(connectionsQuery(workspace)),
  });
  return (
    <Page
      title={connection.name}
      badge={
        <>
          <Mark of={kindOf(connection.connection)} />
          <ConnectionState connection={connection} />
        </>
      }
      lead={
        <>
          {t(`connections.kinds.${kindOf(connection.connection)}`)} ·{' '}
          <span className="mono">{whereOf(connection.connection)}</span>
        </>
      }
      crumbs={[<ListCrumb key="all" of="connections" />]}
      actions={
        <>
          <History drawer={ConnectionHistoryDrawer} id={connection.id} name={connection.name} />
          {mayTest && (
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              {t('connections.test')}
            </Button>
          )}
          {mayModel && (
            <ButtonLink
              to="/w/$workspace/models/new"
              params={{ workspace }}
              search={{ connection: connection.id }}
            >
              {t('models.add')}
            </ButtonLink>
          )}
        </>
      }
    >
      <ObjectTabs
        label={t('connections.parts')}
        tabs={[
          {
            value: 'health',
            label: t('connections.health'),
            panel: () => <ConnectionHealth connection={connection} models={models} />,
          },
          {
            value: 'settings',
            label: t('connections.settings'),
            panel: () => <SettingsTab connection={connection} models={models ?? []} />,
          },
        ]}
      />
    </Page>
  );
}
