import type { SpotlightActionData } from '@mantine/spotlight';
import { IconUser } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { shownOf } from '@/api/masked';
import type { FoundPerson, Search } from '@/features/people/peopleSearch';
import { useTypeName } from '@/features/people/TypeName';
import { useShortName } from '@/features/people/useShortName';
import { useWorkspace } from '@/workspace/here';

/** People who were found by what was typed. */
export function usePeopleActions(query: string, search: Search): SpotlightActionData[] {
  const shortName = useShortName();
  const typeName = useTypeName();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const action = ({ id, identifiers }: FoundPerson): SpotlightActionData => {
    const seen = identifiers.flatMap(({ value }) => shownOf(value) ?? []);
    return {
      id,
      label: seen.length > 0 ? seen.join(', ') : shortName(id),
      description: identifiers.map(({ type }) => typeName(type)).join(', '),
      // The API found them by it, so the palette's own filter keeps them.
      keywords: [query],
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
