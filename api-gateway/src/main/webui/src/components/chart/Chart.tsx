import { Skeleton } from '@mantine/core';
import { type ComponentProps, Suspense } from 'react';
import { later } from '@/components/later/later';

/** As high as a chart. */
export const CHART_HEIGHT = 270;

const TimeChart = later(async () => ({ default: (await import('./TimeChart')).TimeChart }));

/** A chart, which is loaded after the rest of its page. */
export function Chart(props: ComponentProps<typeof TimeChart>) {
  return (
    <Suspense fallback={<Skeleton height={CHART_HEIGHT} />}>
      <TimeChart {...props} />
    </Suspense>
  );
}
