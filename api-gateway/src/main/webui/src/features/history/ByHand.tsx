import type { AuditActor } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useAuthor } from './useAuthor';

/** Says that a user or an API client made a change to a person, and who, if that is recorded. */
export function ByHand({ author }: { author: AuditActor | null }) {
  const { t } = useTranslation();
  return author === null ? t('profiles.byHand') : <ByHandOf author={author} />;
}

function ByHandOf({ author }: { author: AuditActor }) {
  const { t } = useTranslation();
  const words = useAuthor();
  return t('profiles.byHandOf', { author: words({ changedBy: author }) });
}
