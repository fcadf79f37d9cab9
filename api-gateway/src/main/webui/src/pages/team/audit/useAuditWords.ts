import type { AuditEntry } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { known } from './operations';

/** What a user looked at, as a sentence; null where there are no words for it yet. */
export function useAuditWords() {
  const { t } = useTranslation();
  return ({ operation, part }: Pick<AuditEntry, 'operation' | 'part'>): string | null => {
    const named = known(operation);
    const purpose = purposeOf(operation, part);
    return purpose === null
      ? named && t(`audit.did.${named}`, { part: part ?? '' })
      : t('audit.exportedGranted', { purpose });
  };
}

/** The purpose of a file that has only people who have granted consent for it; its part is the audience and the purpose. */
function purposeOf(operation: string, part: string | null): string | null {
  const space = part?.indexOf(' ') ?? -1;
  return operation === 'exportAudienceMembers' && part !== null && space >= 0
    ? part.slice(space + 1)
    : null;
}
