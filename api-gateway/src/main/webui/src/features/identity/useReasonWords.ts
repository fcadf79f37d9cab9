import type { BrokenLimit } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { conflictReason } from './conflictReason';
import { leftOutReason } from './leftOutReason';
import { useTypeWords } from './useTypeWords';

interface ReasonWithLimit {
  reason: string;
  limit: BrokenLimit | null;
}

/** The reasons why an identifier did not count or two profiles did not merge, with the broken limit if the API gives it. */
export function useReasonWords() {
  const { t } = useTranslation();
  const { count } = useTypeWords();
  const over = ({ type, values, per }: BrokenLimit) =>
    t(`identity.overLimit.${per}`, { values: count(type, values) });
  return {
    leftOut: ({ reason, limit }: ReasonWithLimit) =>
      limit ? over(limit) : t(leftOutReason(reason), { reason }),
    conflict: ({ reason, limit }: ReasonWithLimit) =>
      limit ? over(limit) : t(conflictReason(reason), { reason }),
  };
}
