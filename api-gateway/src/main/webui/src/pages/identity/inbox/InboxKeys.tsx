import { Kbd } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import classes from './inbox.module.css';

const KEYS = [
  { keys: ['J', 'K'], does: 'choose' },
  { keys: ['M'], does: 'merge' },
  { keys: ['D'], does: 'keep-apart' },
  { keys: ['Enter'], does: 'open' },
  { keys: ['U'], does: 'undo' },
] as const;

/** Which keys there are, and what each does. */
export function InboxKeys({ opens }: { opens: string }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.keys} aria-label={t('inbox.keys.label')}>
      {KEYS.map(({ keys, does }) => (
        <li key={does}>
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}{' '}
          {does === 'open' ? opens : t(`inbox.keys.${does}`)}
        </li>
      ))}
    </ul>
  );
}
