import type { ComponentProps } from 'react';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { Chart } from './Chart';
import { ChartRoom, ChartSkeleton, NoChart } from './ChartRoom';
import { gaps, type Series, type Slot, type Span, weekUpTo } from './slots';

/** Counts by the hour. */
export interface HourlyCounts {
  slots: readonly Slot[];
  /** The time up to which they are counted. */
  until: number;
  /** The counts in one sentence. */
  summary: (span: Span) => string;
}

interface Props<T> {
  title: string;
  unit: string;
  /** What the panel says if nothing is counted. */
  none: string;
  series: readonly Series[];
  query: ComponentProps<typeof Loaded<T>>['query'];
  failed?: ComponentProps<typeof Loaded<T>>['failed'];
  /** Null if nothing is counted. */
  counts: (data: T) => HourlyCounts | null;
  /** When the counted object was created, in milliseconds. */
  begun?: number | undefined;
}

/** The counts of the last week by the hour. */
export function WeekPanel<T>({
  title,
  unit,
  none,
  series,
  query,
  failed,
  counts,
  begun,
}: Props<T>) {
  const { t } = useTranslation();
  return (
    <Panel title={title} aside={t('chart.week')}>
      <ChartRoom>
        <Loaded query={query} skeleton={<ChartSkeleton />} failed={failed}>
          {(data) => {
            const week = counts(data);
            if (week === null) {
              return <NoChart>{none}</NoChart>;
            }
            const { slots, until, summary } = week;
            const span = weekUpTo(until, slots, begun);
            const said = summary(span);
            return (
              <Chart
                label={title}
                unit={unit}
                summary={gaps(slots, span).length > 0 ? `${said} ${t('chart.gaps')}` : said}
                span={span}
                series={series}
                slots={slots}
                shape="bars"
              />
            );
          }}
        </Loaded>
      </ChartRoom>
    </Panel>
  );
}
