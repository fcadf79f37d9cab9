import { useQuery } from '@tanstack/react-query';
import { apiClientNamesQuery, membersQuery } from '@/api/members';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { useCallerName } from './useCallerName';

const SELDOM = { staleTime: 60_000, refetchInterval: false } as const;

/** The name of the member or API client who did something. Former users and deleted API clients have no name. */
export function ActorName({ actor }: { actor: string }) {
  const { t } = useTranslation();
  const nameOf = useCallerName();
  const workspace = useWorkspace();
  const members = useQuery({ ...membersQuery(workspace), ...SELDOM });
  const member = members.data?.find(({ id }) => id === actor);
  const clients = useQuery({
    ...apiClientNamesQuery(workspace),
    ...SELDOM,
    enabled: members.isSuccess && member === undefined,
  });
  const client = clients.data?.find(({ id }) => id === actor);
  if (member) {
    return <>{member.name || nameOf(member.username)}</>;
  }
  if (client) {
    return t('callers.program', { name: client.name });
  }
  if (members.isPending || clients.isLoading) {
    return '…';
  }
  return clients.data ? t('callers.other') : t('callers.unknown');
}
