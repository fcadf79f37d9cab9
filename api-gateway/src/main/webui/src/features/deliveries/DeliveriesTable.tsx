import { Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { followingFirstPage } from '@/api/changes/following';
import type { Delivery } from '@/api/generated/model';
import { listDeliveries } from '@/api/generated/operations';
import { paged } from '@/api/paged';
import { CauseWords } from '@/components/deliveries/CauseWords';
import { StillThere } from '@/components/deliveries/StillThere';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { useDestinationNames, useSyncNames } from '@/components/objects/useNames';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import { DeliveryState } from '@/components/states/DeliveryState';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { humanName } from '@/components/text/humanName';
import { LiveDot } from '@/components/text/LiveDot';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { StateAndOrder, useStateAndOrder } from './StateAndOrder';

const PAGE = 50;

interface Props {
  of: { profile?: string; destination?: string; sync?: string; cause?: string; field?: string };
  /** What else chooses among them, beside the state and the order. */
  filters?: ReactNode;
}

/** What was sent and what waits: what changed last first, or the newest. */
export function DeliveriesTable({ of, filters }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { state, sort } = useStateAndOrder(of);
  const query = useInfiniteQuery({
    queryKey: ['workspaces', workspace, 'deliveries', of, state, sort],
    queryFn: ({ pageParam, signal }) =>
      listDeliveries(workspace, { ...of, state, sort, limit: PAGE, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ deliveries: of.profile ?? true }),
  });
  const columns = useColumns(of, sort);
  return (
    <>
      <Group mb="sm" gap="sm" align="flex-end">
        <StateAndOrder of={of} />
        {filters}
      </Group>
      <Panel
        title={t('activation.deliveries')}
        aside={(query.data?.pages.length ?? 0) <= 1 && <LiveDot query={query} />}
        flush
      >
        <Loaded query={query} skeleton={<TableSkeleton rows={8} />}>
          {({ pages }) => {
            const deliveries = pages.flatMap(({ data }) => data);
            return deliveries.length === 0 ? (
              <Empty title={t('deliveries.none')}>{t('deliveries.noneDetail')}</Empty>
            ) : (
              <>
                <DataTable
                  label={t('deliveries.log')}
                  columns={columns}
                  rows={deliveries}
                  rowId={({ id }) => id}
                />
                <More query={query} />
              </>
            );
          }}
        </Loaded>
      </Panel>
    </>
  );
}

function useColumns(
  { profile, sync }: Props['of'],
  sort: ReturnType<typeof useStateAndOrder>['sort'],
): Column<Delivery>[] {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const destinationName = useDestinationNames();
  const syncName = useSyncNames();
  return useMemo(
    () => [
      {
        id: 'record',
        header: t('deliveries.record'),
        cell: ({ id, record, event, object, operation }) => (
          <>
            <TextLink to="/w/$workspace/deliveries/$delivery" params={{ workspace, delivery: id }}>
              {event ?? <Value value={record} />}
            </TextLink>
            <Text fz="sm" c="dimmed">
              {t(operation === 'remove' ? 'deliveries.remove' : 'deliveries.write', {
                object: humanName(object),
              })}
            </Text>
          </>
        ),
      },
      {
        id: 'state',
        header: t('list.state'),
        cell: (delivery) => (
          <>
            <DeliveryState state={delivery.state} />
            <Text fz="sm">
              <CauseWords
                purpose={delivery.cause?.code === 'consent'}
                words={delivery.cause?.words}
              />
            </Text>
            <StillThere delivery={delivery} />
          </>
        ),
      },
      ...(sync
        ? []
        : [
            {
              id: 'to',
              names: true,
              header: t('deliveries.to'),
              cell: ({ destination, sync }: Delivery) =>
                `${destinationName(destination)} · ${syncName(sync)}`,
            },
          ]),
      ...(profile
        ? []
        : [
            {
              id: 'person',
              names: true,
              header: t('audiences.person'),
              cell: ({ profile, person }: Delivery) =>
                profile && <PersonName id={profile} person={person} />,
            },
          ]),
      ...(sort === 'created'
        ? [
            {
              id: 'created',
              header: t('object.created'),
              align: 'end' as const,
              cell: ({ createdAt }: Delivery) => <Time at={createdAt} clock="wall" />,
            },
          ]
        : []),
      {
        id: 'changed',
        header: t('object.changed'),
        align: 'end' as const,
        cell: ({ changedAt }) => <Time at={changedAt} clock="wall" />,
      },
    ],
    [t, workspace, profile, sync, sort, destinationName, syncName],
  );
}
