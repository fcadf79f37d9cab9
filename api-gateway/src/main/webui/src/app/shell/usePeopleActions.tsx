import type { SpotlightActionData } from '@mantine/spotlight';
import { IconUser, IconUserQuestion } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ListedPerson } from '@/api/generated/model';
import { shownOf } from '@/api/masked';
import type { Search } from '@/features/people/peopleSearch';
import { useTypeName } from '@/features/people/TypeName';
import { usePersonWords } from '@/features/people/usePersonWords';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/**
 * People who were found by what was typed, and that others can be missing.
 *
 * @param query what was typed
 */
export function usePeopleActions(search: Search, query: string): SpotlightActionData[] {
  const { t } = useTranslation();
  const words = usePersonWords();
  const typeName = useTypeName();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const action = ({ id, person, identifier }: ListedPerson): SpotlightActionData => {
    return {
      id,
      label: words(id, person),
      description: identifier
        ? (shownOf(identifier.value) ?? typeName(identifier.type))
        : undefined,
      leftSection: <IconUser size={18} aria-hidden />,
      onClick: () =>
        void navigate({
          to: '/w/$workspace/profiles/$profile',
          params: { workspace, profile: id },
        }),
    };
  };
  const unsearched: SpotlightActionData = {
    id: 'names-not-searched',
    label: t('palette.namesNotSearched'),
    description: t('palette.namesNotSearchedDetail'),
    leftSection: <IconUserQuestion size={18} aria-hidden />,
    onClick: () =>
      void navigate({
        to: '/w/$workspace/profiles',
        params: { workspace },
        state: { people: query.trim() },
      }),
  };
  if (search.kind !== 'found') {
    return [];
  }
  return [...search.people.map(action), ...(search.namesSearched ? [] : [unsearched])];
}
