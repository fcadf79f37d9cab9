import type { BrokenLimit } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { conflictReason } from './conflictReason';
import { leftOutReason } from './leftOutReason';
import { useTypeWords } from './useTypeWords';

interface Why {
  reason: string;
  limit: BrokenLimit | null;
}

/** Why an identifier did not count, or two people stayed two; which limit it was, where that is known. */
export function useReasonWords() {
  const { t } = useTranslation();
  const { count } = useTypeWords();
  const over = ({ type, values, per }: BrokenLimit) =>
    t(`identity.overLimit.${per}`, { values: count(type, values) });
  return {
    leftOut: ({ reason, limit }: Why) =>
      limit ? over(limit) : t(leftOutReason(reason), { reason }),
    conflict: ({ reason, limit }: Why) =>
      limit ? over(limit) : t(conflictReason(reason), { reason }),
  };
}
