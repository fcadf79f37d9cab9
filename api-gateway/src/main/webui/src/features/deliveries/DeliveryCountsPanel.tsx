import type { UseQueryResult } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import type { DeliveriesOfHour, DeliveryCounts } from '@/api/generated/model';
import { hourSlots } from '@/components/chart/slots';
import { WeekPanel } from '@/components/chart/WeekPanel';
import { useFormats } from '@/components/text/useFormats';
import { type TFunction, useTranslation } from '@/texts/useTranslation';

/** How many records destinations only received, and how many of these they refused. */
function receivedSentences(data: readonly DeliveriesOfHour[], t: TFunction): string[] {
  const received = data.reduce((sum, hour) => sum + hour.accepted, 0);
  const refused = data.reduce((sum, hour) => sum + hour.countedRefusals, 0);
  return [
    ...(received > 0 ? [t('chart.receivedSaid', { count: received })] : []),
    ...(refused > 0 ? [t('chart.refusedSaid', { count: refused })] : []),
  ];
}

interface Props {
  query: UseQueryResult<DeliveryCounts>;
  /** What the panel shows if the counts cannot be read. */
  failed?: ComponentProps<typeof WeekPanel>['failed'];
}

/** The records that destinations confirmed, received and did not accept in the last week, by hour. */
export function DeliveryCountsPanel({ query, failed }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const received = query.data?.data.some(({ accepted }) => accepted > 0) ?? false;
  return (
    <WeekPanel
      title={t('chart.deliveries')}
      unit={t('chart.deliveriesUnit')}
      none={t('chart.noDeliveries')}
      series={[
        { id: 'delivered', name: t('chart.delivered'), tone: 'accent' },
        // Few destinations do not confirm records.
        ...(received
          ? [{ id: 'accepted', name: t('chart.received'), tone: 'received' as const }]
          : []),
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
          slots: hourSlots(
            data,
            ({ delivered, accepted, failed }) =>
              received ? [delivered, accepted, failed] : [delivered, failed],
            until,
          ),
          until,
          summary: ({ from }) =>
            [
              t('chart.deliveriesSaid', {
                delivered: data.reduce((sum, hour) => sum + hour.delivered, 0),
                failed: data.reduce((sum, hour) => sum + hour.failed, 0),
                since: formats.day(new Date(from)),
              }),
              ...receivedSentences(data, t),
            ].join(' '),
        };
      }}
    />
  );
}
