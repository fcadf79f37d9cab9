import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EventsOfHour } from '@/api/generated/model';
import { listEventCounts } from '@/api/generated/operations';
import { CHART_HEIGHT, Chart } from '@/components/chart/Chart';
import { gaps, hourSlots, total, weekUpTo } from '@/components/chart/slots';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Hours change slowly, and no change announces that they are counted. */
const EVERY = 120_000;

/** The accepted events of the last week by hour, of a source or of the whole workspace. */
export function EventCountsPanel({ source }: { source?: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'event-counts', source ?? null],
    queryFn: ({ signal }) =>
      listEventCounts(workspace, source ? { source } : undefined, { signal }),
    refetchInterval: EVERY,
  });
  return (
    <Panel title={t('chart.events')} aside={t('chart.week')}>
      <Loaded query={query} skeleton={<Skeleton height={CHART_HEIGHT} />}>
        {({ countedUntil, data }) =>
          countedUntil === null || data.length === 0 ? (
            <Text c="dimmed">{t('chart.noEvents')}</Text>
          ) : (
            <EventChart hours={data} until={countedUntil} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function EventChart({ hours, until }: { hours: readonly EventsOfHour[]; until: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const slots = hourSlots(hours, ({ events }) => [events], Date.parse(until));
  const span = weekUpTo(Date.parse(until), slots);
  const said = t('chart.eventsSaid', {
    count: slots.reduce((sum, slot) => sum + total(slot), 0),
    since: formats.day(new Date(span.from)),
    until: formats.exact(new Date(until)),
  });
  return (
    <Chart
      label={t('chart.events')}
      unit={t('chart.eventsUnit')}
      summary={gaps(slots, span).length > 0 ? `${said} ${t('chart.gaps')}` : said}
      span={span}
      series={[{ id: 'events', name: t('chart.eventsName'), tone: 'accent' }]}
      slots={slots}
      shape="bars"
    />
  );
}
