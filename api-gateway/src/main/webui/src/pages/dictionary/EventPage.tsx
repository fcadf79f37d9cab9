import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { CatalogueEvents } from '@/api/generated/model';
import { Columns } from '@/components/page/Columns';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { callOf, eventName } from './eventName';
import { Properties } from './Properties';
import { eventsQuery } from './queries';
import { Synonyms } from './Synonyms';
import { Word } from './Word';
import { whyMissing } from './whyMissing';

const MISSING = {
  nobody: 'dictionary.nobodyDid',
  beyond: 'dictionary.eventBeyond',
  unread: 'dictionary.eventUnread',
} as const;

export function EventPage() {
  const { call, name } = useSearch({ from: '/w/$workspace/dictionary/event' });
  const { t } = useTranslation();
  const query = useQuery(eventsQuery(useWorkspace()));
  return (
    <LoadedPage query={query} kind={eventName(t, callOf(call), name)}>
      {(events) => <LoadedEvent events={events} />}
    </LoadedPage>
  );
}

function LoadedEvent({ events }: { events: CatalogueEvents }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/w/$workspace/dictionary/event' });
  const call = callOf(search.call);
  const label = eventName(t, call, search.name);
  const event = events.data.find(
    (each) => each.call === call && (each.event ?? undefined) === search.name,
  );
  return (
    <Word
      label={label}
      name={search.name ?? label}
      tab="events"
      use={{ call, event: search.name }}
      lead={
        event ? (
          <>
            {t('dictionary.eventLead', {
              count: event.people,
              times: t('dictionary.eventTimes', { count: event.events }),
            })}{' '}
            {t('dictionary.lastSeen')} <Time at={event.lastSeen} clock="business" />
          </>
        ) : (
          t(MISSING[whyMissing(events)])
        )
      }
    >
      <Columns
        main={<Properties call={call} event={search.name} />}
        side={
          event && (
            <Synonyms
              key={`${call} ${search.name ?? ''}`}
              of={{ call, event: search.name ?? null }}
              synonyms={event.synonyms}
              shipped={event.shippedSynonyms}
            />
          )
        }
      />
    </Word>
  );
}
