import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Source } from '@/api/generated/model';
import { sourcesQuery } from '@/api/queries';
import { SourceLink } from '@/components/objects/ObjectLink';
import { ListPage } from '@/components/page/ListPage';
import { StateBadge } from '@/components/StateBadge';
import type { Column } from '@/components/table/column';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { LastEvent } from './LastEvent';

export function SourcesPage() {
  const { t } = useTranslation();
  return (
    <ListPage
      of="sources"
      create={{ operation: 'createSource', label: t('sources.create') }}
      query={useQuery(sourcesQuery(useWorkspace()))}
      columns={useColumns()}
    />
  );
}

function useColumns(): Column<Source>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('list.name'),
        sort: ({ name }) => name,
        cell: ({ id, name }) => <SourceLink id={id} name={name} />,
      },
      {
        id: 'state',
        header: t('list.state'),
        sort: ({ enabled }) => Number(enabled),
        cell: ({ enabled }) => (
          <StateBadge state={enabled ? 'ok' : 'paused'}>
            {t(enabled ? 'sources.on' : 'sources.off')}
          </StateBadge>
        ),
      },
      { id: 'last', header: t('sources.lastEvent'), cell: ({ id }) => <LastEvent source={id} /> },
      {
        id: 'limit',
        header: t('sources.limit'),
        align: 'end',
        sort: ({ eventsPerSecond }) => eventsPerSecond,
        cell: ({ eventsPerSecond }) =>
          t('sources.perSecond', { rate: formats.number(eventsPerSecond) }),
      },
      {
        id: 'created',
        header: t('object.created'),
        align: 'end',
        sort: ({ createdAt }) => createdAt,
        cell: ({ createdAt }) => <Time at={createdAt} clock="wall" />,
      },
    ],
    [t, formats],
  );
}
