import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryCauseCount } from '@/api/generated/model';
import { causesQuery } from '@/api/queries';
import { useWorkspace } from '@/app/workspace/here';
import { Loaded } from '../feedback/Loaded';
import { SyncLink } from '../objects/ObjectLink';
import { useSyncNames } from '../objects/useNames';
import { Panel } from '../page/Panel';
import { DeliveryState, isDeliveryState } from '../states/DeliveryState';
import { type Column, DataTable } from '../table/DataTable';
import { TableSkeleton } from '../table/TableSkeleton';
import { LiveDot } from '../text/LiveDot';
import { Said } from '../text/Said';
import { Time } from '../text/Time';
import { useFormats } from '../text/useFormats';
import { causeName } from './causeName';

/** What did not arrive, grouped by why, in the vendor's words. */
export function Causes({ of }: { of: { destination?: string; sync?: string } }) {
  const { t } = useTranslation();
  const query = useQuery(causesQuery(useWorkspace(), of));
  const columns = useColumns(of.sync === undefined);
  return (
    <Panel title={t('causes.title')} aside={<LiveDot />} flush>
      <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
        {(causes) =>
          causes.length === 0 ? (
            <Text p="md" c="dimmed">
              {t('causes.none')}
            </Text>
          ) : (
            <DataTable
              label={t('causes.title')}
              columns={columns}
              rows={causes}
              rowId={({ sync, state, cause, field, words }) =>
                JSON.stringify([sync, state, cause, field, words])
              }
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function useColumns(withSync: boolean): Column<DeliveryCauseCount>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const syncName = useSyncNames();
  return useMemo(
    () => [
      {
        id: 'cause',
        header: t('causes.cause'),
        cell: ({ cause, state, field, words }) => (
          <>
            <Text fw={600}>
              {t(causeName(cause, state), { cause: cause ?? state })}
              {field && ` · ${field}`}
            </Text>
            <Text fz="sm">
              <Said words={words} />
            </Text>
          </>
        ),
      },
      {
        id: 'state',
        header: t('list.state'),
        cell: ({ state }) => (isDeliveryState(state) ? <DeliveryState state={state} /> : state),
      },
      ...(withSync
        ? [
            {
              id: 'sync',
              header: t('causes.sync'),
              cell: ({ sync }: DeliveryCauseCount) => <SyncLink id={sync} name={syncName(sync)} />,
            },
          ]
        : []),
      {
        id: 'count',
        header: t('causes.count'),
        align: 'end' as const,
        sort: ({ count }) => count,
        cell: ({ count }) => formats.number(count),
      },
      {
        id: 'newest',
        header: t('causes.newest'),
        align: 'end' as const,
        sort: ({ newest }) => newest,
        cell: ({ newest }) => <Time at={newest} clock="wall" />,
      },
    ],
    [t, formats, syncName, withSync],
  );
}
