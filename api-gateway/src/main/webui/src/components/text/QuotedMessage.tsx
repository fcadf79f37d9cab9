import { isMasked } from '@/api/masked';
import { useTranslation } from '@/texts/useTranslation';
import classes from './QuotedMessage.module.css';
import { Value } from './Value';
import { vendorMessage } from './vendorMessage';

/**
 * A message of another system, such as a vendor. The message may repeat the request to that system. Of
 * an answer in JSON, the sentence for people is shown. The whole answer appears on hover.
 */
export function QuotedMessage({ words }: { words: unknown }) {
  const { t } = useTranslation();
  if (words === undefined || words === null) {
    return null;
  }
  const message = typeof words === 'string' ? vendorMessage(words) : words;
  return (
    <q
      className={classes.said}
      data-masked={isMasked(words)}
      title={typeof words === 'string' && message !== words ? words : undefined}
    >
      <Value value={message} masked={t('masked.words')} />
    </q>
  );
}
