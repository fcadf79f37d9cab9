import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import type { PlanProps } from './OpenedPlan';

const OpenedPlan = later(() =>
  import('./OpenedPlan').then(({ OpenedPlan }) => ({ default: OpenedPlan })),
);

/** The height of the plan and its buttons in pixels, so that the dialog keeps its size. */
const HEIGHT = 320;

interface Props extends PlanProps {
  /** The name of the sync. */
  name: string;
}

/** Shows what a new sync, or a changed one, will do before it is saved. */
export function PlanBeforeStart({ name, ...plan }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened onClose={plan.onClose} title={t('plan.title', { name })} size="lg">
      <Suspense fallback={<Skeleton height={HEIGHT} aria-busy="true" />}>
        <OpenedPlan {...plan} />
      </Suspense>
    </Dialog>
  );
}
