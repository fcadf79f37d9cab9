import { useQuery } from '@tanstack/react-query';
import type { DefinitionVersion } from '@/api/generated/model';
import { membersQuery } from '@/api/members';
import { useCallerName } from '@/components/text/useCallerName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Says who made a version, as far as the reader may know it. */
export function useAuthor(): (version: Pick<DefinitionVersion, 'changedBy'>) => string {
  const { t } = useTranslation();
  const nameOf = useCallerName();
  const { data: members } = useQuery({
    ...membersQuery(useWorkspace()),
    staleTime: 60_000,
    refetchInterval: false,
  });
  return ({ changedBy }) => {
    if (changedBy === null) {
      return t('history.nobody');
    }
    const { id, name } = changedBy;
    const member = members?.find((each) => each.id === id);
    // The API has the id in place of a name that is an e-mail address, if it hides addresses.
    const hidden = name === id && t('callers.hidden');
    return t('history.by', { name: member?.name || hidden || nameOf(name) });
  };
}
