import { Tooltip } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { use } from 'react';
import { isMasked } from '@/api/masked';
import { useTranslation } from '@/texts/useTranslation';
import { HereContext } from '@/workspace/here';
import { useFormats } from './useFormats';
import classes from './Value.module.css';

interface Props {
  value: unknown;
  /** Why the value is hidden from a user without the right; by default because it is personal. */
  masked?: string;
}

/** A value of the API, whatever its kind; one that is hidden says so and why. */
export function Value({ value, masked }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const personalData = use(HereContext)?.personalData;
  if (isMasked(value)) {
    return (
      <Tooltip label={personalData ? t('masked.sensitive') : (masked ?? t('masked.personal'))}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason opens on focus */}
        <span className={classes.masked} tabIndex={0}>
          <IconEyeOff size={14} aria-hidden /> {t('masked.hidden')}
        </span>
      </Tooltip>
    );
  }
  switch (typeof value) {
    case 'undefined':
      return <span className={classes.unknown}>{t('value.unknown')}</span>;
    case 'string':
      return (
        <>{value === '' ? <span className={classes.unknown}>{t('value.empty')}</span> : value}</>
      );
    case 'number':
      return <>{formats.number(value)}</>;
    case 'boolean':
      return <>{t(value ? 'value.yes' : 'value.no')}</>;
    default:
      return value === null ? (
        <span className={classes.unknown}>{t('value.unknown')}</span>
      ) : (
        <span className="mono">{JSON.stringify(value)}</span>
      );
  }
}
