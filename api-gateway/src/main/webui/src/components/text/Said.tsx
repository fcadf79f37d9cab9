import { useTranslation } from 'react-i18next';
import { isMasked } from '@/api/masked';
import classes from './Said.module.css';
import { Value } from './Value';

/** A message of another system, such as a vendor. The message may repeat what was sent to that system. */
export function Said({ words }: { words: unknown }) {
  const { t } = useTranslation();
  if (words === undefined || words === null) {
    return null;
  }
  return (
    <q className={classes.said} data-masked={isMasked(words)}>
      <Value value={words} masked={t('masked.words')} />
    </q>
  );
}
