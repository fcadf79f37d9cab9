import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '@/api/members';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { useCallerName } from './useCallerName';

/**
 * The name of the member who did something. The API has no name of other callers, which are API
 * clients and former users.
 */
export function ActorName({ actor }: { actor: string }) {
  const { t } = useTranslation();
  const nameOf = useCallerName();
  const { data, isPending } = useQuery({
    ...membersQuery(useWorkspace()),
    staleTime: 60_000,
    refetchInterval: false,
  });
  const member = data?.find(({ id }) => id === actor);
  if (member) {
    return <>{member.name || nameOf(member.username)}</>;
  }
  if (isPending) {
    return '…';
  }
  return data ? t('callers.other') : t('callers.unknown');
}
