import type { SpotlightActionData } from '@mantine/spotlight';
import { IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { shownOf } from '@/api/masked';
import type { FoundPerson, Search } from '@/features/people/peopleSearch';
import { useTypeName } from '@/features/people/TypeName';
import { usePersonWords } from '@/features/people/usePersonWords';
import { useWorkspace } from '@/workspace/here';

/** People who were found by what was typed. */
export function usePeopleActions(search: Search): SpotlightActionData[] {
  const words = usePersonWords();
  const typeName = useTypeName();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const action = ({ id, person, identifier }: FoundPerson): SpotlightActionData => {
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
  return search.kind === 'found' ? search.people.map(action) : [];
}
