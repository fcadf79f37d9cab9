import { useTranslation } from '@/texts/useTranslation';
import { BOX, type Course } from './sparkline';
import classes from './Trend.module.css';

/** How the size of an audience has changed, as a small line and in words. */
export function Sparkline({ course }: { course: Course }) {
  const { t } = useTranslation();
  const { from, to, days, points } = course;
  const words =
    from === to
      ? t('audiences.stayed', { size: to, count: days })
      : to > from
        ? t('audiences.grew', { from, to, count: days })
        : t('audiences.shrank', { from, to, count: days });
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      role="img"
      aria-label={words}
    >
      <polyline points={points} />
    </svg>
  );
}
