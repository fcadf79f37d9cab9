import { Button, Group, Stack, Text } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reconciliation, Sync } from '@/api/generated/model';
import {
  cancelReconciliation,
  listReconciliations,
  readReconciliation,
  repairReconciliation,
  startReconciliation,
} from '@/api/generated/operations';
import { CALM } from '@/api/queryClient';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { useTell } from '@/components/feedback/useTell';
import { Confirm } from '@/components/form/Confirm';
import { DeliveryLink } from '@/components/objects/ObjectLink';
import { useDestinationNames } from '@/components/objects/useNames';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useSyncedObject } from '@/features/syncs/useReceivers';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import classes from './CompareTab.module.css';

/** While records are read, in milliseconds. */
const SOON = 2_000;

const keyOf = (workspace: string, sync: string) =>
  ['workspaces', workspace, 'syncs', sync, 'reconciliations'] as const;

const comparisons = (workspace: string, sync: string) =>
  queryOptions({
    queryKey: keyOf(workspace, sync),
    queryFn: ({ signal }) => listReconciliations(workspace, sync, { signal }),
    refetchInterval: ({ state }) => (state.data?.data[0]?.state === 'running' ? SOON : CALM),
  });

/** Compares what was delivered with the records that the destination lists. */
export function CompareTab({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const destination = useDestinationNames()(sync.destination);
  const query = useQuery(comparisons(workspace, sync.id));
  return (
    <Panel title={t('syncs.compare.title', { destination })}>
      <Loaded query={query} skeleton={<TableSkeleton />}>
        {({ obstacle, repairObstacle, data: [newest] }) =>
          obstacle === undefined ? (
            <Stack gap="md">
              <Text>{t('syncs.compare.detail', { destination })}</Text>
              {newest && (
                <Comparison
                  sync={sync}
                  destination={destination}
                  run={newest}
                  repairObstacle={repairObstacle}
                />
              )}
              {newest?.state !== 'running' && <Start sync={sync} again={newest !== undefined} />}
            </Stack>
          ) : (
            <Text>{obstacle}</Text>
          )
        }
      </Loaded>
    </Panel>
  );
}

function useChange<T>(sync: Sync, change: () => Promise<T>, onSuccess: (result: T) => void) {
  const client = useQueryClient();
  const workspace = useWorkspace();
  return useMutation({
    mutationFn: change,
    onSuccess: (result) => {
      onSuccess(result);
      return client.invalidateQueries({ queryKey: keyOf(workspace, sync.id) });
    },
  });
}

function Start({ sync, again }: { sync: Sync; again: boolean }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const may = useMay('startReconciliation').allowed;
  const start = useChange(
    sync,
    () => startReconciliation(workspace, sync.id),
    () => {},
  );
  return (
    may && (
      <>
        {start.error && <Failure error={start.error} />}
        <Group>
          <Button
            variant={again ? 'default' : 'filled'}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            {again ? t('syncs.compare.again') : t('syncs.compare.start')}
          </Button>
        </Group>
      </>
    )
  );
}

interface RunProps {
  sync: Sync;
  destination: string;
  run: Reconciliation;
}

function Comparison({
  sync,
  destination,
  run,
  repairObstacle,
}: RunProps & { repairObstacle: string | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  switch (run.state) {
    case 'running':
      return (
        <>
          <Text role="status">
            {t('syncs.compare.running', { listed: formats.number(run.listed) })}{' '}
            <QuotedMessage words={run.words} />
          </Text>
          <Cancel sync={sync} run={run} />
        </>
      );
    case 'failed':
      return (
        <Text role="status">
          {t('syncs.compare.failed')} <QuotedMessage words={run.words} />
        </Text>
      );
    case 'cancelled':
      return <Text role="status">{t('syncs.compare.cancelled')}</Text>;
    case 'done':
      return (
        <>
          <Result destination={destination} run={run} />
          <Examples sync={sync} run={run} />
          {repairObstacle === undefined ? (
            <Repair sync={sync} destination={destination} run={run} />
          ) : (
            (run.missing ?? 0) + (run.different ?? 0) > 0 && <Text>{repairObstacle}</Text>
          )}
          {run.words !== undefined && (
            <Text role="status">
              {t('syncs.compare.said')} <QuotedMessage words={run.words} />
            </Text>
          )}
        </>
      );
  }
}

function Cancel({ sync, run }: Omit<RunProps, 'destination'>) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const may = useMay('cancelReconciliation').allowed;
  const cancel = useChange(
    sync,
    () => cancelReconciliation(workspace, sync.id, run.id),
    () => {},
  );
  return (
    may && (
      <>
        {cancel.error && <Failure error={cancel.error} />}
        <Group>
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('syncs.compare.cancel')}
          </Button>
        </Group>
      </>
    )
  );
}

function Result({ destination, run }: Omit<RunProps, 'sync'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const rows = [
    { name: t('syncs.compare.same'), count: run.same ?? 0 },
    { name: t('syncs.compare.missing', { destination }), count: run.missing ?? 0 },
    { name: t('syncs.compare.different', { destination }), count: run.different ?? 0 },
    ...((run.renamed ?? 0) > 0
      ? [{ name: t('syncs.compare.renamed', { destination }), count: run.renamed ?? 0 }]
      : []),
    ...(run.returned > 0
      ? [{ name: t('syncs.compare.returned', { destination }), count: run.returned }]
      : []),
    { name: t('syncs.compare.foreign', { destination }), count: run.foreign },
    ...(run.arrived > 0 ? [{ name: t('syncs.compare.arrived'), count: run.arrived }] : []),
    ...(run.skipped > 0 ? [{ name: t('syncs.compare.skipped'), count: run.skipped }] : []),
  ];
  return (
    <>
      <Text>
        {t('syncs.compare.asOf')} <Time at={run.startedAt} clock="wall" inSentence />
        {run.approximate && <> · {t('syncs.compare.approximate')}</>}
      </Text>
      <table className={classes.result} aria-label={t('syncs.compare.result')}>
        <tbody>
          {rows.map(({ name, count }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{formats.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Examples({ sync, run }: Omit<RunProps, 'destination'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const found = (run.missing ?? 0) + (run.different ?? 0) + run.foreign > 0;
  const { data } = useQuery({
    queryKey: [...keyOf(workspace, sync.id), run.id],
    queryFn: ({ signal }) => readReconciliation(workspace, sync.id, run.id, { signal }),
    enabled: found,
    refetchInterval: CALM,
  });
  const examples = data?.examples;
  const object = useSyncedObject(sync);
  const label = (field: string) =>
    object?.fields.find(({ name }) => name === field)?.label ?? field;
  if (examples === undefined) {
    return null;
  }
  const shown = [
    ...examples.missing.map((delivery) => ({ delivery, what: t('syncs.compare.isMissing') })),
    ...examples.different.map(({ delivery, fields }) => ({
      delivery,
      what: t('syncs.compare.differs', { fields: formats.list(fields.map(label)) }),
    })),
  ];
  return (
    <>
      {shown.length > 0 && (
        <table className={classes.examples} aria-label={t('syncs.compare.examples')}>
          <thead>
            <tr>
              <th scope="col">{t('syncs.compare.delivery')}</th>
              <th scope="col">{t('syncs.compare.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ delivery, what }) => (
              <tr key={delivery}>
                <td>
                  <DeliveryLink id={delivery} name={`…${delivery.slice(-6)}`} />
                </td>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {examples.foreign.length > 0 && (
        <Text c="dimmed">
          {t('syncs.compare.foreignExamples', { examples: examples.foreign.join(', ') })}
        </Text>
      )}
    </>
  );
}

function Repair({ sync, destination, run }: RunProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const formats = useFormats();
  const may = useMay('repairReconciliation').allowed;
  const [asked, setAsked] = useState(false);
  const count = (run.missing ?? 0) + (run.different ?? 0);
  const repair = useChange(
    sync,
    // The user has seen the number in the question.
    () => repairReconciliation(workspace, sync.id, run.id, { confirm: run.held }),
    () => {
      setAsked(false);
      tell({ message: t('syncs.compare.repairStarted') });
    },
  );
  if (run.repairedAt) {
    return (
      <Text role="status">
        {t('syncs.compare.repaired', { records: formats.number(run.repaired ?? 0) })}
      </Text>
    );
  }
  if (!may || count === 0) {
    return null;
  }
  return (
    <>
      <Group>
        <Button onClick={() => setAsked(true)}>{t('syncs.compare.repair')}</Button>
      </Group>
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('syncs.compare.repairTitle', { records: formats.number(count) })}
        action={t('syncs.compare.repair')}
        danger={run.held}
        mutation={repair}
      >
        <Text>{t('syncs.compare.repairDetail', { destination })}</Text>
        {sync.mode === 'update-only' && (
          <Text mt="sm">{t('syncs.compare.repairUpdates', { destination })}</Text>
        )}
        {run.held && <Text mt="sm">{t('syncs.compare.repairMany', { destination })}</Text>}
      </Confirm>
    </>
  );
}
