import { type ComponentProps, Suspense } from 'react';
import { later } from '@/components/later/later';
import { ChartSkeleton } from './ChartRoom';

const TimeChart = later(async () => ({ default: (await import('./TimeChart')).TimeChart }));

/** A chart in its room, which is loaded after the rest of its page. */
export function Chart(props: ComponentProps<typeof TimeChart>) {
  return (
    <Suspense fallback={<ChartSkeleton />}>
      <TimeChart {...props} />
    </Suspense>
  );
}
