import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { connectionsQuery, modelsQuery } from '@/api/dataQueries';
import type { Warehouse } from '@/api/generated/model';
import { Marked } from '@/components/connectors/Marked';
import { ConnectionLink } from '@/components/objects/ObjectLink';
import { ListPage } from '@/components/page/ListPage';
import { ConnectionState } from '@/components/states/ConnectionState';
import type { Column } from '@/components/table/column';
import { InlineValue } from '@/components/text/InlineValue';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { kindOf } from '@/features/connections/connectionKind';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { whereOf } from './connectionDraft';
import { newestRead } from './usedBy';

export function ConnectionsPage() {
  const { t } = useTranslation();
  return (
    <ListPage
      of="connections"
      create={{ operation: 'createWarehouse', label: t('connections.add') }}
      query={useQuery(connectionsQuery(useWorkspace()))}
      columns={useColumns()}
    />
  );
}

function useColumns(): Column<Warehouse>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const models = useQuery(modelsQuery(useWorkspace()));
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('list.name'),
        sort: ({ name }) => name,
        cell: ({ id, name }) => <ConnectionLink id={id} name={name} />,
      },
      {
        id: 'state',
        header: t('connections.lastTest'),
        sort: ({ lastTest }) => (lastTest ? Number(lastTest.failure === null) : -1),
        cell: (connection) => <ConnectionState connection={connection} />,
      },
      {
        id: 'kind',
        header: t('connections.kind'),
        sort: ({ connection }) => kindOf(connection),
        cell: ({ connection }) => (
          <Marked of={kindOf(connection)}>{t(`connections.kinds.${kindOf(connection)}`)}</Marked>
        ),
      },
      {
        id: 'where',
        header: t('connections.where'),
        sort: ({ connection }) => whereOf(connection),
        cell: ({ connection }) => <span className="mono">{whereOf(connection)}</span>,
      },
      {
        id: 'models',
        header: t('nav.models'),
        align: 'end',
        cell: ({ id }) => (
          <InlineValue query={models}>
            {({ data }) => formats.number(data.filter(({ warehouse }) => warehouse === id).length)}
          </InlineValue>
        ),
      },
      {
        id: 'read',
        header: t('connections.lastRead'),
        cell: ({ id }) => (
          <InlineValue query={models}>
            {({ data }) => {
              const at = newestRead(data, id);
              return at ? <Time at={at} clock="business" /> : t('connections.never');
            }}
          </InlineValue>
        ),
      },
    ],
    [t, formats, models],
  );
}
