import type { ValueSource } from '@/api/generated/model';
import { Value } from '@/components/text/Value';
import { useValueSourceWords } from '@/features/syncs/useValueSourceWords';
import { useTranslation } from '@/texts/useTranslation';

/** Where a field's value comes from, in words. */
export function ValueSourceName({ from }: { from: ValueSource }) {
  const { t } = useTranslation();
  const words = useValueSourceWords();
  return from.kind === 'constant' ? (
    <>
      {t('syncs.values.constant')} <Value value={from.value} />
    </>
  ) : (
    words(from, String)
  );
}
