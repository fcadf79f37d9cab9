import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { DeliveryCauseCount } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Loaded } from '../feedback/Loaded';
import { TextLink } from '../links';
import { useDestinationNames, useSyncNames } from '../objects/useNames';
import { Panel } from '../page/Panel';
import { DeliveryState, isDeliveryState } from '../states/DeliveryState';
import type { Column } from '../table/column';
import { DataTable } from '../table/DataTable';
import { TableSkeleton } from '../table/TableSkeleton';
import { LiveDot } from '../text/LiveDot';
import { Time } from '../text/Time';
import { usePeople } from '../text/usePeople';
import { Arrived } from './Arrived';
import { byIntent } from './byIntent';
import classes from './Causes.module.css';
import { CauseWords } from './CauseWords';
import { causeName } from './causeName';
import { causesQuery } from './causesQuery';
import { TryAgain } from './TryAgain';

const NONE: readonly DeliveryCauseCount[] = [];

/**
 * What did not arrive, grouped by why, in the vendor's words. What consent holds back is no failure: it
 * comes after the failures, folded.
 */
export function Causes({ of }: { of: { destination?: string; sync?: string } }) {
  const { t } = useTranslation();
  const query = useQuery(causesQuery(useWorkspace(), of));
  const columns = useColumns(of, query.data ?? NONE);
  return (
    <Panel title={t('causes.title')} aside={<LiveDot query={query} />} flush>
      <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
        {(causes) => {
          const { failures, heldBack } = byIntent(causes);
          return (
            <>
              {failures.length === 0 ? (
                <Text p="md" c="dimmed">
                  {t('causes.none')}
                </Text>
              ) : (
                <DataTable
                  label={t('causes.title')}
                  columns={columns}
                  rows={failures}
                  rowId={rowId}
                />
              )}
              {heldBack.length > 0 && (
                <details className={classes.heldBack}>
                  <summary>
                    {heldBack.some(({ approximate }) => approximate)
                      ? t('causes.heldBackRounded')
                      : t('causes.heldBack', {
                          count: heldBack.reduce((sum, each) => sum + each.count, 0),
                        })}
                  </summary>
                  <DataTable
                    label={t('causes.heldBackTitle')}
                    columns={columns}
                    rows={heldBack}
                    rowId={rowId}
                  />
                </details>
              )}
            </>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function rowId({ sync, state, cause, field, words }: DeliveryCauseCount): string {
  return JSON.stringify([sync, state, cause, field, words]);
}

/** The name of a sync with its destination, where the page or the name of the sync does not say it. */
function usePlaceNames(ofDestination: boolean) {
  const { t } = useTranslation();
  const syncName = useSyncNames();
  const destinationName = useDestinationNames();
  return useCallback(
    (sync: string, destination: string) => {
      const name = syncName(sync);
      const to = t('audiences.in', { name: destinationName(destination) });
      return ofDestination || name.endsWith(to) ? name : `${name} ${to}`;
    },
    [t, syncName, destinationName, ofDestination],
  );
}

function useColumns(
  of: { destination?: string; sync?: string },
  causes: readonly DeliveryCauseCount[],
): Column<DeliveryCauseCount>[] {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { number } = usePeople();
  const syncName = usePlaceNames(of.destination !== undefined);
  const withSync = of.sync === undefined;
  return useMemo(
    () => [
      {
        id: 'cause',
        header: t('causes.cause'),
        cell: ({ destination, sync, cause, state, field, words }) => (
          <>
            <TextLink
              to="/w/$workspace/deliveries"
              params={{ workspace }}
              search={{ destination, sync, state, cause, field }}
            >
              {t(causeName(cause, state), { cause: cause ?? state })}
              {field && ` · ${field}`}
            </TextLink>
            <Text fz="sm">
              <CauseWords purpose={state === 'withheld'} words={words} />
            </Text>
            <Text component="div" fz="sm" c="dimmed" mt={4}>
              {isDeliveryState(state) ? <DeliveryState state={state} /> : state}{' '}
              {withSync && syncName(sync, destination)}
            </Text>
          </>
        ),
      },
      {
        id: 'count',
        header: t('causes.count'),
        align: 'end' as const,
        sort: ({ count }) => count,
        cell: ({ count, approximate }) => number(count, approximate),
      },
      {
        id: 'newest',
        header: t('causes.newest'),
        align: 'end' as const,
        sort: ({ newest }) => newest,
        cell: ({ newest }) => <Time at={newest} clock="wall" />,
      },
      {
        id: 'again',
        header: t('activation.toDo'),
        align: 'end' as const,
        cell: (cause) => (
          <Group gap="xs" justify="flex-end">
            <Arrived cause={cause} causes={causes} />
            <TryAgain cause={cause} causes={causes} />
          </Group>
        ),
      },
    ],
    [t, number, syncName, withSync, workspace, causes],
  );
}
