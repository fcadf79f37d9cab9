import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Destination } from '@/api/generated/model';
import { connectorsQuery, destinationsQuery, syncsQuery } from '@/api/queries';
import { Marked } from '@/components/connectors/Marked';
import { DestinationLink } from '@/components/objects/ObjectLink';
import { ListPage } from '@/components/page/ListPage';
import { DestinationState } from '@/components/states/DestinationState';
import type { Column } from '@/components/table/column';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

export function DestinationsPage() {
  const { t } = useTranslation();
  return (
    <ListPage
      of="destinations"
      create={{ operation: 'createDestination', label: t('activation.addDestination') }}
      query={useQuery(destinationsQuery(useWorkspace()))}
      columns={useColumns()}
    />
  );
}

function useColumns(): Column<Destination>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const connectors = useQuery(connectorsQuery(workspace)).data;
  const syncs = useQuery(syncsQuery(workspace)).data?.data;
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('list.name'),
        sort: ({ name }) => name,
        cell: ({ id, name }) => <DestinationLink id={id} name={name} />,
      },
      {
        id: 'state',
        header: t('list.state'),
        sort: ({ state }) => state,
        cell: ({ state, reason }) => (
          <>
            <DestinationState state={state} />
            <div>
              <QuotedMessage words={reason} />
            </div>
          </>
        ),
      },
      {
        id: 'connector',
        names: true,
        header: t('destinations.connector'),
        sort: ({ connector }) => connector,
        cell: ({ connector }) => (
          <Marked of={connector}>
            {connectors?.find(({ id }) => id === connector)?.name ?? connector}
          </Marked>
        ),
      },
      {
        id: 'purposes',
        header: t('destinations.purposes'),
        cell: ({ purposes }) => (purposes.length > 0 ? formats.list(purposes) : t('value.none')),
      },
      {
        id: 'syncs',
        header: t('nav.syncs'),
        align: 'end',
        cell: ({ id, key }) =>
          syncs &&
          formats.number(
            syncs.filter(({ destination }) => destination === id || destination === key).length,
          ),
      },
      {
        id: 'changed',
        header: t('object.changed'),
        align: 'end',
        sort: ({ updatedAt }) => updatedAt,
        cell: ({ updatedAt }) => <Time at={updatedAt} clock="wall" />,
      },
    ],
    [t, formats, connectors, syncs],
  );
}
