import type { Run } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useCallerName } from '../text/useCallerName';

type Started = Pick<Run, 'trigger' | 'actor'>;

/** Who or what started a run, as the beginning of a sentence. */
export function StartedBy({ run: { trigger, actor } }: { run: Started }) {
  const { t } = useTranslation();
  const nameOf = useCallerName();
  return (
    <>{bySchedule(trigger, actor) ? t('runs.bySchedule') : t('runs.by', { name: nameOf(actor) })}</>
  );
}

/** The same as a name alone. */
export function Starter({ run: { trigger, actor } }: { run: Started }) {
  const { t } = useTranslation();
  const nameOf = useCallerName();
  return <>{bySchedule(trigger, actor) ? t('runs.schedule') : nameOf(actor)}</>;
}

/** A person who releases or cancels a run of the schedule is named with it from then on. */
function bySchedule(trigger: string, actor: Run['actor']): boolean {
  return trigger === 'schedule' && actor === null;
}
