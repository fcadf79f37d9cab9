import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CatalogueEvent, CatalogueEvents } from '@/api/generated/model';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { matches } from '@/components/filter/matches';
import { TextLink } from '@/components/links';
import type { Column } from '@/components/table/column';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { RawName } from '@/components/text/RawName';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Entries } from './Entries';
import { callOf, callOptions, eventName } from './eventName';
import { eventsQuery } from './queries';
import { Share } from './Share';

/** What people did. */
export function Events() {
  const query = useQuery(eventsQuery(useWorkspace()));
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={8} />}>
      {(events) => <EventTable events={events} />}
    </Loaded>
  );
}

function EventTable({ events }: { events: CatalogueEvents }) {
  const { t } = useTranslation();
  const { q, call } = useSearch({ from: '/w/$workspace/dictionary' });
  return (
    <Entries
      label={t('dictionary.events')}
      all={events}
      found={events.data.filter(
        (each) =>
          matches(q, each.event, eventName(t, callOf(each.call), each.event), ...each.synonyms) &&
          (!call || each.call === call),
      )}
      columns={useColumns(events)}
      rowId={(each) => `${each.call}/${each.event ?? ''}`}
      filters={[
        {
          name: 'call',
          label: t('dictionary.kindFilter'),
          any: t('dictionary.anyKind'),
          options: callOptions(t),
        },
      ]}
      empty={<Empty title={t('dictionary.noEvents')}>{t('dictionary.noEventsDetail')}</Empty>}
    />
  );
}

function useColumns({ people, estimated }: CatalogueEvents): Column<CatalogueEvent>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('dictionary.event'),
        sort: ({ event }) => event ?? '',
        cell: ({ call, event }) => {
          const label = eventName(t, callOf(call), event);
          return (
            <>
              <TextLink
                to="/w/$workspace/dictionary/event"
                params={{ workspace }}
                search={{ call, name: event ?? undefined }}
              >
                {label}
              </TextLink>
              <RawName name={event ?? label} label={label} />
            </>
          );
        },
      },
      {
        id: 'kind',
        header: t('dictionary.kind'),
        sort: ({ call }) => call,
        cell: ({ call }) => t(`dictionary.calls.${callOf(call)}`),
      },
      {
        id: 'people',
        header: t('dictionary.people'),
        align: 'end',
        sort: (event) => event.people,
        cell: (event) => <Share count={event.people} of={people} estimated={estimated} />,
      },
      {
        id: 'times',
        header: t('dictionary.times'),
        align: 'end',
        sort: ({ events }) => events,
        cell: ({ events }) => formats.number(events),
      },
      {
        id: 'lastSeen',
        header: t('dictionary.lastSeen'),
        sort: ({ lastSeen }) => lastSeen,
        cell: ({ lastSeen }) => <Time at={lastSeen} clock="business" />,
      },
    ],
    [t, formats, workspace, people, estimated],
  );
}
