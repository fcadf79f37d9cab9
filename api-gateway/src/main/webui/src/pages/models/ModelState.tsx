import type { Model } from '@/api/generated/model';
import { StateBadge } from '@/components/StateBadge';
import { RunState } from '@/components/states/RunState';
import { useTranslation } from '@/texts/useTranslation';

/** How the newest run stands. */
export function ModelState({ model: { lastRun } }: { model: Pick<Model, 'lastRun'> }) {
  const { t } = useTranslation();
  return lastRun ? (
    <RunState state={lastRun.state} />
  ) : (
    <StateBadge state="paused">{t('models.neverRun')}</StateBadge>
  );
}
