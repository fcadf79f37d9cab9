import type { Pipeline } from '@/api/generated/model';
import { DocsAnchor } from '@/components/text/DocsAnchor';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import box from './Stage.module.css';
import { isTimeStopped } from './stages';
import classes from './TimeNode.module.css';

/** The installation's time, where it does not pass, with the remedy; nothing while it does. */
export function TimeNode({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation();
  if (pipeline.time === null) {
    return (
      <section
        className={`${box.stage} ${classes.time}`}
        aria-label={t('home.time.name')}
        data-state="attention"
      >
        <span className={box.name}>{t('home.time.name')}</span>
        <strong>{t('home.notKnown')}</strong>
      </section>
    );
  }
  const { at, jumpedTo } = pipeline.time;
  if (!isTimeStopped(pipeline.time)) {
    return null;
  }
  return (
    <section
      className={`${box.stage} ${classes.time}`}
      aria-label={t('home.time.name')}
      data-state="failing"
    >
      <span className={box.name}>{t('home.time.name')}</span>
      <strong>{t('home.time.stands')}</strong>
      <span className={box.under}>
        {t('home.time.since')} <Time at={at} exact clock="wall" />.{' '}
        {jumpedTo === null ? (
          t('home.time.unwritten')
        ) : (
          <>
            {t('home.time.jumped')} <Time at={jumpedTo} exact clock="wall" />.{' '}
            {t('home.time.jumpedRemedy')} <DocsAnchor place="time">{t('home.time.how')}</DocsAnchor>
          </>
        )}
      </span>
    </section>
  );
}
