import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { later } from '@/components/later/later';
import type { PlanProps } from './OpenedPlan';

const OpenedPlan = later(() =>
  import('./OpenedPlan').then(({ OpenedPlan }) => ({ default: OpenedPlan })),
);

/** The height of the plan and its buttons in pixels, so that the dialog keeps its size. */
const HEIGHT = 320;

/** The plan of a sync, which the page loads when it is asked for. */
export function LaterPlan(plan: PlanProps) {
  return (
    <Suspense fallback={<Skeleton height={HEIGHT} aria-busy="true" />}>
      <OpenedPlan {...plan} />
    </Suspense>
  );
}
