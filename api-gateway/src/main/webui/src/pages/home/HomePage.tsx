import { Stack } from '@mantine/core';
import { Columns } from '@/components/page/Columns';
import { Page } from '@/components/page/Page';
import { DeliveryCountsPanel } from '@/features/deliveries/DeliveryCountsPanel';
import { EventCountsPanel } from '@/features/events/EventCountsPanel';
import { awayServices } from '@/features/pipeline/awayServices';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { AudiencesPanel } from './AudiencesPanel';
import { DestinationsPanel } from './DestinationsPanel';
import { FirstSteps } from './FirstSteps';
import { FIRST_STEPS } from './firstSteps';
import { IdentityPanel } from './IdentityPanel';
import { Lead } from './Lead';
import { NotKnown } from './NotKnown';
import { PipelinePicture } from './PipelinePicture';
import { isAsked, isUntold, PARTS } from './parts';
import { RecentChanges } from './RecentChanges';
import { statusOf } from './status';
import { Unavailable } from './Unavailable';
import { useFirstSteps } from './useFirstSteps';
import { useParts } from './useParts';
import { useReadAgain } from './useReadAgain';
import { useStatusSentence } from './useStatusSentence';
import { WaitingForYou } from './WaitingForYou';
import { isDecision, waitingForYou } from './waiting';

/** "Is it well?", in one sentence and one picture. Each part loads, fails and grows old by itself. */
export function HomePage() {
  const { t } = useTranslation();
  const sentence = useStatusSentence();
  const parts = useParts();
  const steps = useFirstSteps(parts);
  const waiting = waitingForYou({
    destinations: parts.destinations.data?.data,
    syncs: parts.syncs.data?.data,
    causes: parts.deliveries.data,
    models: parts.models.data?.data,
    summary: parts.people.data,
    alerts: parts.alerts.data,
    approvals: parts.approvals.data?.length,
    conflicts: parts.conflicts.data,
    settles: useMay('settleConflict').allowed,
  });
  const status = statusOf({
    pipeline: parts.pipeline.data,
    services: awayServices(parts.alerts.data ?? []),
    destinations: parts.destinations.data?.data,
    eventsPerMinute: parts.events.data?.perMinute,
    waitingForYou: waiting.length,
    decisions: waiting.filter(isDecision).length,
    asking: PARTS.some((part) => isAsked(parts[part])),
    untold: PARTS.some((part) => isUntold(parts[part])),
  });
  useReadAgain(parts.alerts.data);
  const done = steps && FIRST_STEPS.filter((step) => steps[step]).length;
  const well = ['behind', 'quiet', 'flows'].includes(status.kind);
  return (
    <Page
      changing
      title={steps && well ? t('home.beginning') : sentence(status)}
      lead={done === null ? <Lead parts={parts} /> : t('home.beginningLead', { done })}
    >
      <Stack gap="md">
        <Unavailable parts={parts} />
        {steps && <FirstSteps done={steps} />}
        {done !== 0 && (
          <>
            <PipelinePicture parts={parts} />
            <Columns
              main={
                <>
                  <WaitingForYou waiting={waiting} parts={parts} />
                  <EventCountsPanel query={parts.eventCounts} failed={() => <NotKnown />} />
                  <DeliveryCountsPanel query={parts.deliveryCounts} failed={() => <NotKnown />} />
                  <RecentChanges parts={parts} />
                </>
              }
              side={
                <>
                  <DestinationsPanel query={parts.destinations} />
                  <AudiencesPanel query={parts.audiences} />
                  <IdentityPanel query={parts.people} />
                </>
              }
            />
          </>
        )}
      </Stack>
    </Page>
  );
}
