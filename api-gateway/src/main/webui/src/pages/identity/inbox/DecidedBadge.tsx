import { StateBadge } from '@/components/StateBadge';
import { PendingMark } from '@/features/pending/PendingMark';
import { usePendingChange } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  id: string;
  outcome: 'merged' | 'kept-apart';
}

/** How a conflict or a suggestion was decided; pending as long as the profiles are not merged yet. */
export function DecidedBadge({ id, outcome }: Props) {
  const { t } = useTranslation();
  return usePendingChange(id, 'decision', id) ? (
    <PendingMark object={id} subject="decision" name={id} />
  ) : (
    <StateBadge state="ok">{t(`inbox.outcomes.${outcome}`)}</StateBadge>
  );
}
