import type { AuditEntry } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { known } from './operations';

/** What a user looked at, as a sentence; null where there are no words for it yet. */
export function useAuditWords() {
  const { t } = useTranslation();
  return ({ operation, part }: Pick<AuditEntry, 'operation' | 'part'>): string | null => {
    const named = known(operation);
    return named && t(`audit.did.${named}`, { part: part ?? '' });
  };
}
