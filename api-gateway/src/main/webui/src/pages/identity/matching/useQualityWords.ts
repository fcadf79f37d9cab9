import type { MatchingQualityAt } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { outOf, suggestsAny } from './quality';

/** How good suggestions are from a threshold on, as sentences. */
export function useQualityWords(): (measured: MatchingQualityAt) => string {
  const { t } = useTranslation();
  return (measured) => {
    const found = t('matching.quality.foundOf', { ...outOf(measured.recall) });
    return suggestsAny(measured)
      ? `${t('matching.quality.rightOf', { ...outOf(measured.precision) })} ${found}`
      : t('matching.quality.suggestsNone');
  };
}
