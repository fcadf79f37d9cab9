import { useTranslation } from '@/texts/useTranslation';
import { QuotedMessage } from '../text/QuotedMessage';

/** The detail of a cause: the purpose that the person has not allowed, or the message of the vendor. */
export function CauseWords({ purpose, words }: { purpose: boolean; words: unknown }) {
  const { t } = useTranslation();
  return purpose && typeof words === 'string' ? (
    t('activation.purposeOf', { purpose: words })
  ) : (
    <QuotedMessage words={words} />
  );
}
