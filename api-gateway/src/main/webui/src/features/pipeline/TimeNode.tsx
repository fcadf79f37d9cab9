import type { Pipeline } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { timeOf } from './stages';
import classes from './TimeNode.module.css';

/** The installation's time, where it does not pass, with the remedy; nothing while it does. */
export function TimeNode({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation();
  const state = timeOf(pipeline);
  if (pipeline.time === null || state === null) {
    return (
      <section className={classes.time} aria-label={t('home.time.name')} data-state="attention">
        <span className={classes.name}>{t('home.time.name')}</span>
        <strong>{t('home.notKnown')}</strong>
      </section>
    );
  }
  if (state === 'passes') {
    return null;
  }
  const { at, jumpedTo } = pipeline.time;
  return (
    <section className={classes.time} aria-label={t('home.time.name')} data-state="failing">
      <span className={classes.name}>{t('home.time.name')}</span>
      <strong>{t('home.time.stands')}</strong>
      <span className={classes.under}>
        {t('home.time.since')} <Time at={at} exact clock="wall" />.{' '}
        {jumpedTo === null ? (
          t('home.time.unwritten')
        ) : (
          <>
            {t('home.time.jumped')} <Time at={jumpedTo} exact clock="wall" />.{' '}
            {t('home.time.jumpedRemedy')}
          </>
        )}
      </span>
    </section>
  );
}
