import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { listPeople } from '@/api/generated/operations';
import { useHere } from '@/workspace/here';
import { type Search, searchOf, searchPeople, soughtIn } from './peopleSearch';

/** While the user types on, no people are shown. */
const TYPING = 350;

/**
 * Finds people while the user types. Each person who is shown is on record, so nothing is read again automatically.
 *
 * @param limit how many people at most
 */
export function usePeopleSearch(typed: string, limit: number): Search {
  const { workspace } = useHere();
  const sought = soughtIn(typed);
  const [asked] = useDebouncedValue(sought, TYPING);
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'people-search', asked, limit],
    queryFn: ({ signal }) =>
      searchPeople((request) => listPeople(workspace, request, { signal }), asked ?? '', limit),
    enabled: asked !== null && asked === sought,
    staleTime: 60_000,
    refetchInterval: false,
    refetchOnWindowFocus: false,
    retry: false,
  });
  return searchOf(sought, asked, query);
}
