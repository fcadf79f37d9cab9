import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { following } from '@/api/changes/following';
import type { EventDetail } from '@/api/generated/model';
import { readEvent } from '@/api/generated/operations';
import { callName } from '@/components/events/callName';
import { OutcomeBadge } from '@/components/events/OutcomeBadge';
import { RawForm } from '@/components/events/RawForm';
import { SourceLink } from '@/components/objects/ObjectLink';
import { useSourceNames } from '@/components/objects/useNames';
import { Columns } from '@/components/page/Columns';
import { Facts } from '@/components/page/Facts';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { ByHand } from '@/features/history/ByHand';
import { LeftOutPanel } from '@/features/identity/LeftOutPanel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { CorrectedPanel } from './CorrectedPanel';
import { EventSteps } from './EventSteps';

export function EventPage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { event } = useParams({ from: '/w/$workspace/events/$event' });
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'event', event],
    queryFn: ({ signal }) => readEvent(workspace, event, { signal }),
    ...following({ events: event }),
  });
  return (
    <LoadedPage query={query} kind={t('timeline.event')}>
      {(detail) => <LoadedEvent detail={detail} />}
    </LoadedPage>
  );
}

/** The kind of an event. Events of an earlier version have one type for a corrected and an emptied trait. */
function kindOf({ event: { type }, corrected }: EventDetail) {
  const emptied = type === 'correct-trait' && corrected?.after === null;
  return callName(emptied ? 'withdraw-trait' : type);
}

function LoadedEvent({ detail }: { detail: EventDetail }) {
  const { event, received, processed, leftOut, author, corrected } = detail;
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const kind = t(kindOf(detail), { type: event.type });
  return (
    <Page
      title={event.name ?? kind}
      badge={<OutcomeBadge outcome={event.outcome} reason={null} />}
      crumbs={[<ListCrumb key="all" of="events" />]}
    >
      <Columns
        main={
          <>
            <Panel title={t('event.way')}>
              <EventSteps event={event} />
            </Panel>
            {corrected !== null && <CorrectedPanel event={event} corrected={corrected} />}
            {event.source !== 'manual' && (
              <Panel title={t('event.raw')}>
                <RawForm raw={received} label={t('event.raw')} folded />
              </Panel>
            )}
            {processed !== null && (
              <Panel title={t('event.processed')}>
                <RawForm raw={processed} label={t('event.processed')} folded />
              </Panel>
            )}
          </>
        }
        side={
          <>
            {leftOut.length > 0 && <LeftOutPanel leftOut={leftOut} />}
            <Panel title={t('object.about')}>
              <Facts
                facts={[
                  { label: t('timeline.type'), value: kind },
                  {
                    label: t('timeline.source'),
                    value:
                      event.source === 'manual' ? (
                        <ByHand author={author} />
                      ) : (
                        <SourceLink id={event.source} name={sourceName(event.source)} />
                      ),
                  },
                  {
                    label: t('timeline.happened'),
                    value: <Time at={event.timestamp} clock="business" exact />,
                  },
                  {
                    label: t('events.received'),
                    value: <Time at={event.receivedAt} clock="business" exact />,
                  },
                  { label: t('object.id'), value: <CopyText value={event.id} /> },
                ]}
              />
            </Panel>
          </>
        }
      />
    </Page>
  );
}
