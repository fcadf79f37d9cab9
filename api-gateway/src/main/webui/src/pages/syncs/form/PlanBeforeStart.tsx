import { Dialog } from '@/components/form/Dialog';
import { useTranslation } from '@/texts/useTranslation';
import { LaterPlan } from './LaterPlan';
import type { PlanProps } from './OpenedPlan';

interface Props extends PlanProps {
  /** The name of the sync. */
  name: string;
}

/** Shows what a new sync, or a changed one, will do before it is saved. */
export function PlanBeforeStart({ name, ...plan }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened onClose={plan.onClose} title={t('plan.title', { name })} size="lg">
      <LaterPlan {...plan} />
    </Dialog>
  );
}
