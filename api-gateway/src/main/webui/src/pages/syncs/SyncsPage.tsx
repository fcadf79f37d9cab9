import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Sync } from '@/api/generated/model';
import { syncsQuery } from '@/api/queries';
import { figures } from '@/components/deliveries/figures';
import { RoundedNote } from '@/components/deliveries/RoundedNote';
import { SyncLink } from '@/components/objects/ObjectLink';
import { useDestinationNames } from '@/components/objects/useNames';
import { ListPage } from '@/components/page/ListPage';
import { SyncState } from '@/components/states/SyncState';
import type { Column } from '@/components/table/column';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { useFormats } from '@/components/text/useFormats';
import { tagsColumn } from '@/features/filing/tagsColumn';
import { useFilingFilter } from '@/features/filing/useFilingFilter';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FromName } from './FromName';
import { useSwitchSeveral } from './useSwitchSeveral';

export function SyncsPage() {
  const { t } = useTranslation();
  return (
    <ListPage
      of="syncs"
      create={{ operation: 'createSync', label: t('activation.addSync') }}
      query={useQuery(syncsQuery(useWorkspace()))}
      columns={useColumns()}
      narrow={useFilingFilter('/w/$workspace/syncs')}
      note={(syncs) => <RoundedNote syncs={syncs} />}
      bulk={useSwitchSeveral()}
    />
  );
}

function useColumns(): Column<Sync>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const destinationName = useDestinationNames();
  return useMemo(() => {
    const count = (value: number, approximate: boolean) => {
      const number = formats.number(value);
      return approximate && value > 0 ? t('approximate.aboutShort', { number }) : number;
    };
    return [
      {
        id: 'name',
        header: t('list.name'),
        sort: ({ name }) => name,
        cell: ({ id, name }) => <SyncLink id={id} name={name} />,
      },
      tagsColumn(t),
      {
        id: 'state',
        header: t('list.state'),
        sort: ({ state }) => state,
        cell: ({ state, reason }) => (
          <>
            <SyncState state={state} />
            <div>
              <QuotedMessage words={reason} />
            </div>
          </>
        ),
      },
      {
        id: 'from',
        names: true,
        header: t('syncs.what'),
        cell: ({ from, mode }) => (
          <>
            <FromName from={from} />
            <Text fz="sm" c="dimmed">
              {t(`syncs.modes.${mode}`)}
            </Text>
          </>
        ),
      },
      {
        id: 'to',
        names: true,
        header: t('syncs.to'),
        sort: ({ destination }) => destinationName(destination),
        cell: ({ destination }) => destinationName(destination),
      },
      {
        id: 'delivered',
        header: t('figures.delivered'),
        align: 'end',
        sort: ({ counts }) => counts.delivered ?? 0,
        cell: ({ counts, approximate }) => {
          const { delivered, received } = figures([counts]);
          return received === 0 ? (
            count(delivered, approximate)
          ) : (
            <>
              {count(delivered, approximate)}
              <Text fz="sm" c="dimmed">
                {t('figures.receivedToo', { count: received })}
              </Text>
            </>
          );
        },
      },
      {
        id: 'notArrived',
        header: t('figures.notArrived'),
        align: 'end',
        sort: ({ counts }) => figures([counts]).notArrived,
        cell: ({ counts, approximate }) => count(figures([counts]).notArrived, approximate),
      },
    ];
  }, [t, formats, destinationName]);
}
