import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Share.module.css';

interface Props {
  count: number;
  of: number;
  estimated: boolean;
}

/** A number, and which part of all it is. */
export function Share({ count, of, estimated }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const share = shareOf(count, of);
  return (
    <span
      className={classes.share}
      title={t('dictionary.share', { share: formats.percent(share) })}
    >
      {estimated && '≈ '}
      {formats.number(count)}
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}

export function shareOf(count: number, of: number): number {
  return of === 0 ? 0 : Math.min(1, count / of);
}
