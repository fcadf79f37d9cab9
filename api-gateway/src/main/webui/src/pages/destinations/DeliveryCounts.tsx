import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DeliveryCounts as Counts } from '@/api/generated/model';
import { listDeliveryCounts } from '@/api/generated/operations';
import { CHART_HEIGHT, Chart } from '@/components/chart/Chart';
import { gaps, hourSlots, weekUpTo } from '@/components/chart/slots';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Hours change slowly, and their numbers are also in the figures of the page. */
const EVERY = 60_000;

/** What the destination accepted and did not accept in the last week, by hour. */
export function DeliveryCounts({ destination }: { destination: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'destinations', destination, 'counts'],
    queryFn: ({ signal }) => listDeliveryCounts(workspace, destination, undefined, { signal }),
    refetchInterval: EVERY,
  });
  return (
    <Panel title={t('chart.deliveries')} aside={t('chart.week')}>
      <Loaded query={query} skeleton={<Skeleton height={CHART_HEIGHT} />}>
        {(counts) =>
          counts.data.length === 0 ? (
            <Text c="dimmed">{t('chart.noDeliveries')}</Text>
          ) : (
            <DeliveryChart counts={counts} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function DeliveryChart({ counts: { data, countedUntil } }: { counts: Counts }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const until = Date.parse(countedUntil);
  const slots = hourSlots(data, ({ delivered, failed }) => [delivered, failed], until);
  const span = weekUpTo(until, slots);
  const said = t('chart.deliveriesSaid', {
    delivered: data.reduce((sum, hour) => sum + hour.delivered, 0),
    failed: data.reduce((sum, hour) => sum + hour.failed, 0),
    since: formats.day(new Date(span.from)),
  });
  return (
    <Chart
      label={t('chart.deliveries')}
      unit={t('chart.deliveriesUnit')}
      summary={gaps(slots, span).length > 0 ? `${said} ${t('chart.gaps')}` : said}
      span={span}
      series={[
        { id: 'delivered', name: t('chart.delivered'), tone: 'accent' },
        { id: 'failed', name: t('chart.failed'), tone: 'failing' },
      ]}
      slots={slots}
      shape="bars"
    />
  );
}
