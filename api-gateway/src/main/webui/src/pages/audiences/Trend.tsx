import type { Audience } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { isCounting } from '@/features/audiences/evaluation';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Trend.module.css';
import { trendOf } from './trendOf';

/** By how many people an audience grew or shrank, and since when. */
export function Trend({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { before } = audience;
  if (!before || isCounting(audience)) {
    return t('audiences.noTrend');
  }
  return (
    <>
      {formats.difference(trendOf(audience))}{' '}
      <span className={classes.since}>
        {t('audiences.sinceThen')} <Time at={before.at} clock="business" />
      </span>
    </>
  );
}
