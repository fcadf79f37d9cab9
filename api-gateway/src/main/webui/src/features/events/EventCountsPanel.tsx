import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import type { EventCounts, Source } from '@/api/generated/model';
import { hourSlots, total } from '@/components/chart/slots';
import { WeekPanel } from '@/components/chart/WeekPanel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { eventCountsQuery } from './eventCountsQuery';

/** The panel on the page of a source, which loads it after the rest. */
export function SourceEventCounts({ source }: { source: Source }) {
  return (
    <EventCountsPanel
      query={useQuery(eventCountsQuery(useWorkspace(), source.id))}
      begun={Date.parse(source.createdAt)}
    />
  );
}

interface Props {
  query: UseQueryResult<EventCounts>;
  /** What the panel shows if the counts cannot be read. */
  failed?: ComponentProps<typeof WeekPanel>['failed'];
  /** When the source of the events was created, in milliseconds; absent for all sources. */
  begun?: number;
}

/** The accepted events of the last week by hour. */
export function EventCountsPanel({ query, failed, begun }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <WeekPanel
      title={t('chart.events')}
      unit={t('chart.eventsUnit')}
      none={t('chart.noEvents')}
      series={[{ id: 'events', name: t('chart.eventsName'), tone: 'accent' }]}
      query={query}
      failed={failed}
      begun={begun}
      counts={({ countedUntil, data }) => {
        if (countedUntil === null || data.length === 0) {
          return null;
        }
        const until = Date.parse(countedUntil);
        const slots = hourSlots(data, ({ events }) => [events], until);
        return {
          slots,
          until,
          summary: ({ from }) =>
            t('chart.eventsSaid', {
              count: slots.reduce((sum, slot) => sum + total(slot), 0),
              since: formats.day(new Date(from)),
              until: formats.exact(new Date(countedUntil)),
            }),
        };
      }}
    />
  );
}
