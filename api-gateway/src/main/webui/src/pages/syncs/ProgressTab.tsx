import { Alert, Progress, Stack, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sync, SyncProgress, SyncRun } from '@/api/generated/model';
import { readDestinationBudgets, readSyncProgress } from '@/api/generated/operations';
import { destinationsQuery } from '@/api/queries';
import { CALM } from '@/api/queryClient';
import { sayingItself } from '@/api/staleness';
import { RoundedNote } from '@/components/deliveries/RoundedNote';
import { Loaded } from '@/components/feedback/Loaded';
import { ButtonLink } from '@/components/links';
import { useDestinationNames } from '@/components/objects/useNames';
import { Panel } from '@/components/page/Panel';
import { Lasting } from '@/components/runs/Lasting';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './ProgressTab.module.css';
import { doneShare, heldUntil, leftAtRate, notArrived, type Phase, phaseOf } from './progress';
import { Waits } from './Waits';

/** How often the numbers are read while the sync works, in milliseconds. */
const SOON = 2_000;

/** The same for the limits of the account. */
const OFTEN = 30_000;

const WORKS: readonly Phase[] = ['reading', 'sending'];

const progressQuery = (workspace: string, sync: Sync) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'syncs', sync.id, 'progress'],
    queryFn: ({ signal }) => readSyncProgress(workspace, sync.id, { signal }),
    // A hidden tab reads nothing.
    refetchInterval: ({ state }) =>
      state.data && WORKS.includes(phaseOf(state.data, sync.state)) ? SOON : CALM,
  });

/** What a sync does now: how far its newest run is, how fast it sends, and what waits for what. */
export function ProgressTab({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const query = useQuery(sayingItself(progressQuery(useWorkspace(), sync)));
  return (
    <Panel
      title={t('syncProgress.title')}
      aside={
        query.data && (
          <>
            {t('syncProgress.asOf')} <Time at={query.data.asOf} clock="wall" />
          </>
        )
      }
    >
      <Loaded query={query} skeleton={<TableSkeleton rows={4} />}>
        {(progress) => (
          <Stack gap="md">
            <div role="status" style={{ display: 'contents' }}>
              {query.isError && (
                <Alert color="orange">
                  {t('syncProgress.old')} <Time at={progress.asOf} exact clock="wall" />.
                </Alert>
              )}
            </div>
            <Newest sync={sync} progress={progress} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

/** A run that had started before the page was opened is no news, even if it was read later. */
function isLater(run: SyncRun, opened: { run?: string; asOf: string }): boolean {
  return run.id !== opened.run && Date.parse(run.startedAt) > Date.parse(opened.asOf);
}

function Newest({ sync, progress }: { sync: Sync; progress: SyncProgress }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { run } = progress;
  const [opened] = useState({ run: run?.id, asOf: progress.asOf });
  const phase = phaseOf(progress, sync.state);
  const share = doneShare(progress);
  const works = WORKS.includes(phase);
  return (
    <>
      {run && opened.run !== undefined && isLater(run, opened) && (
        <Alert color="blue" role="note">
          {t('syncProgress.newer')} <Time at={run.startedAt} clock="wall" inSentence />.
        </Alert>
      )}
      <div>
        <Text fw={600} role="status">
          {t(`syncProgress.phases.${phase}`)}
        </Text>
        {run?.problem && <Text>{run.problem}</Text>}
        {share !== null && works && (
          <>
            <Progress
              my="xs"
              value={share * 100}
              aria-label={t('syncProgress.share', { share: formats.percent(share) })}
              transitionDuration={150}
            />
            <Text c="dimmed">{t('syncProgress.share', { share: formats.percent(share) })}</Text>
          </>
        )}
        {phase === 'reading' && <Text c="dimmed">{t('syncProgress.totalUnknown')}</Text>}
      </div>
      <Exceptions progress={progress} />
      <Numbers progress={progress} />
      {works && <Pace sync={sync} progress={progress} />}
      {!progress.approximate && <Waits waits={progress.waits} complete={progress.complete} />}
      {works && (
        <Text c="dimmed" fz="sm">
          {t('syncProgress.mayLeave')}
        </Text>
      )}
    </>
  );
}

/** What a run leaves behind that a user decides about. */
function Exceptions({ progress }: { progress: SyncProgress }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const failed = notArrived(progress.counts);
  const uncertain = progress.counts.uncertain ?? 0;
  const skipped = progress.run?.skipped?.rows ?? 0;
  if (failed + uncertain + skipped === 0) {
    return null;
  }
  return (
    <Stack gap="xs" align="flex-start">
      <Text>
        {failed > 0 && t('syncProgress.exceptions', { count: failed })}{' '}
        {uncertain > 0 && t('syncProgress.withoutAnswer', { count: uncertain })}{' '}
        {skipped > 0 && t('syncProgress.skipped', { count: skipped })}
      </Text>
      {failed + uncertain > 0 && (
        <ButtonLink
          size="compact-sm"
          variant="default"
          to="/w/$workspace/inbox"
          params={{ workspace }}
        >
          {t('inboxPage.openInbox')}
        </ButtonLink>
      )}
    </Stack>
  );
}

function Numbers({ progress }: { progress: SyncProgress }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { run, counts } = progress;
  const of = (state: string) => counts[state] ?? 0;
  const numbers = [
    ...(run
      ? [
          { name: t('syncProgress.seen'), value: run.seen },
          { name: t('syncProgress.changed'), value: run.changed },
        ]
      : []),
    { name: t('syncProgress.pending'), value: of('pending') + of('retrying') },
    { name: t('syncProgress.inFlight'), value: of('in-flight') },
    { name: t('syncProgress.submitted'), value: of('submitted') },
    { name: t('syncProgress.delivered'), value: of('delivered') },
    ...(of('accepted') > 0 ? [{ name: t('syncProgress.accepted'), value: of('accepted') }] : []),
    { name: t('syncProgress.withheld'), value: of('withheld') },
    { name: t('syncProgress.notArrived'), value: notArrived(counts) },
    { name: t('syncProgress.uncertain'), value: of('uncertain') },
  ];
  return (
    <div>
      <dl className={classes.numbers} aria-label={t('syncProgress.numbers')}>
        {numbers.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formats.number(value)}</dd>
          </div>
        ))}
      </dl>
      {run && (
        <Text fz="sm" c="dimmed" mt="xs">
          {t('syncProgress.ofSync')}
        </Text>
      )}
      <RoundedNote syncs={[progress]} />
    </div>
  );
}

/** How fast it sends, how long the rest takes, and what holds it back as a whole. */
function Pace({ sync, progress }: { sync: Sync; progress: SyncProgress }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const name = useDestinationNames()(sync.destination);
  const destination = useQuery(destinationsQuery(workspace)).data?.data.find(
    ({ id }) => id === sync.destination,
  );
  const budgets = useQuery({
    queryKey: ['workspaces', workspace, 'destinations', sync.destination, 'budgets'],
    queryFn: ({ signal }) => readDestinationBudgets(workspace, sync.destination, { signal }),
    refetchInterval: OFTEN,
  });
  // What could not be read again is old.
  const held = heldUntil(budgets.isError ? undefined : budgets.data);
  const { arrivedLastMinute, shortestSeconds } = progress;
  const left = leftAtRate(progress);
  return (
    <Stack gap={4}>
      {destination && destination.state !== 'active' && (
        <Text>{t('syncProgress.destinationOff', { destination: name })}</Text>
      )}
      {held !== null && (
        <Text>
          {t('syncProgress.held')} <Time at={held} exact clock="wall" />.
        </Text>
      )}
      {arrivedLastMinute !== undefined && (
        <Text>
          {arrivedLastMinute === 0
            ? t('syncProgress.noRate')
            : t('syncProgress.rate', { count: arrivedLastMinute })}{' '}
          {left !== null && (
            <>
              {t('syncProgress.leftAtRate')} <Lasting milliseconds={left} />.
            </>
          )}
        </Text>
      )}
      {shortestSeconds !== undefined && shortestSeconds > 0 && (
        <Text>
          {t('syncProgress.leftAtLimits')} <Lasting milliseconds={shortestSeconds * 1_000} />.
        </Text>
      )}
    </Stack>
  );
}
