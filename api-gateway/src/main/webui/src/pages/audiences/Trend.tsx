import { lazy, type ReactNode, Suspense } from 'react';
import type { Audience, AudienceSizeAt } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { isCounting } from '@/features/audiences/evaluation';
import { useTranslation } from '@/texts/useTranslation';
import { type Course, courseOf } from './sparkline';
import classes from './Trend.module.css';
import { trendOf } from './trendOf';

// The number beside it says the most important thing, so a line that cannot be loaded is left out.
const Sparkline = lazy(
  (): Promise<{ default: (props: { course: Course }) => ReactNode }> =>
    import('./Sparkline').then(
      ({ Sparkline }) => ({ default: Sparkline }),
      () => ({ default: () => null }),
    ),
);

interface Props {
  audience: Audience;
  /** Of the last days, in order of time; empty while they are read, and for users who may not see them. */
  sizes: readonly AudienceSizeAt[];
}

/** By how many people an audience grew or shrank, since when, and the line of its sizes. */
export function Trend({ audience, sizes }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { before } = audience;
  if (!before || isCounting(audience)) {
    return t('audiences.noTrend');
  }
  const course = audience.approximate ? null : courseOf(sizes, audience.size);
  return (
    <>
      <span className={classes.line}>
        <Suspense>{course && <Sparkline course={course} />}</Suspense>
      </span>
      {formats.difference(trendOf(audience))}{' '}
      <span className={classes.since}>
        {t('audiences.sinceThen')} <Time at={before.at} clock="business" />
      </span>
    </>
  );
}
