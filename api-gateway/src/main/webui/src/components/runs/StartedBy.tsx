import { useTranslation } from 'react-i18next';
import type { Run } from '@/api/generated/model';

/** Who or what started a run. */
export function StartedBy({ run: { trigger, actor } }: { run: Pick<Run, 'trigger' | 'actor'> }) {
  const { t } = useTranslation();
  if (trigger === 'schedule' && actor === null) {
    return <>{t('runs.bySchedule')}</>;
  }
  return <>{t('runs.by', { name: actor ?? trigger })}</>;
}
