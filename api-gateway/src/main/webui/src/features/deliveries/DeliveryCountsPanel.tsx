import { useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { listDeliveryCounts, listWorkspaceDeliveryCounts } from '@/api/generated/operations';
import { hourSlots } from '@/components/chart/slots';
import { WeekPanel } from '@/components/chart/WeekPanel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Hours change slowly, and their numbers are also in the figures of pages. */
const EVERY = 300_000;

interface Props {
  destination?: string;
  /** What the panel shows if the counts cannot be read. */
  failed?: ComponentProps<typeof WeekPanel>['failed'];
}

/** What a destination, or all of them, accepted and did not accept in the last week, by hour. */
export function DeliveryCountsPanel({ destination, failed }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'delivery-counts', destination ?? null],
    queryFn: ({ signal }) =>
      destination === undefined
        ? listWorkspaceDeliveryCounts(workspace, undefined, { signal })
        : listDeliveryCounts(workspace, destination, undefined, { signal }),
    refetchInterval: EVERY,
  });
  return (
    <WeekPanel
      title={t('chart.deliveries')}
      unit={t('chart.deliveriesUnit')}
      none={t('chart.noDeliveries')}
      series={[
        { id: 'delivered', name: t('chart.delivered'), tone: 'accent' },
        { id: 'failed', name: t('chart.failed'), tone: 'failing' },
      ]}
      query={query}
      failed={failed}
      counts={({ countedUntil, data }) => {
        if (data.length === 0) {
          return null;
        }
        const until = Date.parse(countedUntil);
        return {
          slots: hourSlots(data, ({ delivered, failed }) => [delivered, failed], until),
          until,
          summary: ({ from }) =>
            t('chart.deliveriesSaid', {
              delivered: data.reduce((sum, hour) => sum + hour.delivered, 0),
              failed: data.reduce((sum, hour) => sum + hour.failed, 0),
              since: formats.day(new Date(from)),
            }),
        };
      }}
    />
  );
}
