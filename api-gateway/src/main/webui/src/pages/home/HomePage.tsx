import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  audiencesQuery,
  causesQuery,
  destinationsQuery,
  identitySummaryQuery,
  newestEventsQuery,
  pipelineQuery,
  sourcesQuery,
  syncsQuery,
} from '@/api/queries';
import { useHere } from '@/app/workspace/here';
import { Failure } from '@/components/feedback/Failure';
import { Columns } from '@/components/page/Columns';
import { Page } from '@/components/page/Page';
import { AudiencesPanel } from './AudiencesPanel';
import { DestinationsPanel } from './DestinationsPanel';
import { FirstSteps } from './FirstSteps';
import { stepsDone } from './firstSteps';
import { PipelinePicture } from './PipelinePicture';
import { deliveredOnceQuery, eventRateQuery, heldRunsQuery } from './queries';
import { statusOf } from './status';
import { WaitingForYou } from './WaitingForYou';
import { waitingForYou } from './waiting';

/** "Is it well?", in one sentence and one picture. */
export function HomePage() {
  const { t } = useTranslation();
  const { workspace } = useHere();
  const pipeline = useQuery(pipelineQuery(workspace));
  const rate = useQuery(eventRateQuery(workspace));
  const summary = useQuery(identitySummaryQuery(workspace));
  const sources = useQuery(sourcesQuery(workspace));
  const audiences = useQuery(audiencesQuery(workspace));
  const destinations = useQuery(destinationsQuery(workspace));
  const syncs = useQuery(syncsQuery(workspace));
  const causes = useQuery(causesQuery(workspace));
  const runs = useQuery(heldRunsQuery(workspace));
  const events = useQuery(newestEventsQuery(workspace, 1));
  const delivered = useQuery(deliveredOnceQuery(workspace));

  const all = [
    pipeline,
    rate,
    summary,
    sources,
    audiences,
    destinations,
    syncs,
    causes,
    runs,
    events,
    delivered,
  ];
  const failed = all.find(({ data, error }) => data === undefined && error !== null);
  if (failed?.error) {
    const away = pipeline.data?.stages.find(({ reachable }) => !reachable);
    return (
      <Page
        title={
          away ? t('home.status.away', { stage: t(`home.stages.${away.stage}`) }) : t('home.title')
        }
      >
        <Failure error={failed.error} again={() => void failed.refetch()} />
      </Page>
    );
  }
  if (
    !pipeline.data ||
    rate.data === undefined ||
    !summary.data ||
    !sources.data ||
    !audiences.data ||
    !destinations.data ||
    !syncs.data ||
    !causes.data ||
    !runs.data ||
    !events.data ||
    delivered.data === undefined
  ) {
    return <HomeSkeleton />;
  }

  const waiting = waitingForYou(
    destinations.data.data,
    syncs.data.data,
    causes.data,
    runs.data,
    summary.data,
  );
  const status = statusOf(pipeline.data, destinations.data.data, waiting.length, rate.data);
  const steps = stepsDone({
    sources: sources.data.data.length,
    events: events.data.length,
    people: summary.data.profiles,
    audiences: audiences.data.data.length,
    destinations: destinations.data.data.length,
    syncs: syncs.data.data.length,
    deliveries: delivered.data ? 1 : 0,
  });
  const beginning = !steps.has('delivery');
  return (
    <Page
      title={
        beginning && waiting.length === 0
          ? t('home.beginning')
          : t(`home.status.${status.kind}`, {
              count: 'count' in status ? status.count : 0,
              stage: 'stage' in status ? t(`home.stages.${status.stage}`) : '',
            })
      }
      lead={
        beginning
          ? t('home.beginningLead', { done: steps.size })
          : [
              t('home.perMinute', { count: rate.data }),
              t('home.people', { count: summary.data.profiles }),
              t('home.audiencesOn', {
                count: audiences.data.data.filter(({ state }) => state.stage === 'on').length,
              }),
            ].join(' · ')
      }
    >
      <Stack gap="md">
        {beginning && <FirstSteps done={steps} />}
        {!(beginning && steps.size === 0) && (
          <>
            <PipelinePicture
              pipeline={pipeline.data}
              readAt={pipeline.dataUpdatedAt}
              perMinute={rate.data}
              sources={sources.data.data}
              people={summary.data.profiles}
              audiences={audiences.data.data}
              syncs={syncs.data.data}
              destinations={destinations.data.data}
            />
            <Columns
              main={
                <WaitingForYou
                  waiting={waiting}
                  destinations={destinations.data.data}
                  syncs={syncs.data.data}
                />
              }
              side={
                <>
                  <DestinationsPanel destinations={destinations.data.data} />
                  <AudiencesPanel audiences={audiences.data.data} />
                </>
              }
            />
          </>
        )}
      </Stack>
    </Page>
  );
}

function HomeSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="md" aria-busy="true" aria-label={t('shell.loading')}>
      <Stack gap={8} pt={8} pb={6}>
        <Skeleton height={22} width="min(460px, 90%)" />
        <Skeleton height={16} width="min(320px, 70%)" />
      </Stack>
      <Skeleton height={128} radius={12} />
      <Columns
        main={<Skeleton height={260} radius={12} />}
        side={<Skeleton height={260} radius={12} />}
      />
    </Stack>
  );
}
