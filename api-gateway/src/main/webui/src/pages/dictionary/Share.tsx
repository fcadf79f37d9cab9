import { roundedNumber } from '@/components/text/roundedNumber';
import { ratioOf } from '@/components/text/shareWords';
import { useFormats } from '@/components/text/useFormats';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Share.module.css';

interface Props {
  count: number;
  of: number;
  estimated: boolean;
  /** Whether the number is rounded for this user, who may not see it. */
  approximate?: boolean;
}

/** A number, and which part of all it is. */
export function Share({ count, of, estimated, approximate = false }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { number } = usePeople();
  const part = { count, of, estimated };
  return (
    <span
      className={classes.share}
      title={approximate ? undefined : t('dictionary.share', { share: formats.share(part) })}
    >
      {estimated && !approximate && '≈ '}
      {number(count, approximate ? roundedNumber(count) : null)}
      <span className={classes.track} aria-hidden>
        <span className={classes.bar} style={{ width: `${ratioOf(part) * 100}%` }} />
      </span>
    </span>
  );
}
