import type { Schedule } from '@/api/generated/model';
import { scheduleDraft } from '@/features/models/schedule';
import { useTranslation } from '@/texts/useTranslation';

/** When a model runs, in words. */
export function ScheduleWords({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const { kind, at, minutes, expression } = scheduleDraft(schedule);
  switch (kind) {
    case 'daily':
      return <>{t('models.schedule.words.daily', { at })}</>;
    case 'every':
      return <>{t('models.schedule.words.every', { count: Number(minutes) })}</>;
    case 'cron':
      return (
        <>
          {t('models.schedule.words.cron')} <span className="mono">{expression}</span>
        </>
      );
    default:
      return <>{t(`models.schedule.words.${kind}`)}</>;
  }
}
