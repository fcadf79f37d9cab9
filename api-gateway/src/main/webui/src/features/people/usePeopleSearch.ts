import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { searchProfiles } from '@/api/generated/operations';
import { useHere } from '@/workspace/here';
import { type Search, searchOf, searchPeople, soughtIn } from './peopleSearch';

/** While the user types on, no people are shown. */
const TYPING = 350;

interface Options {
  limit: number;
  /** Whether typing errors are tolerated, for users who may see personal data. */
  similar: boolean;
}

/**
 * Finds people while the user types. Each person that is shown is on record, so nothing is read again by itself, and
 * no more of them than what they were found by.
 */
export function usePeopleSearch(typed: string, { limit, similar }: Options): Search {
  const { workspace, personalData } = useHere();
  const sought = soughtIn(typed);
  const [asked] = useDebouncedValue(sought, TYPING);
  const forgiving = similar && personalData;
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'people-search', asked, limit, forgiving],
    queryFn: ({ signal }) =>
      searchPeople((request) => searchProfiles(workspace, request, { signal }), {
        sought: asked ?? '',
        limit,
        similar: forgiving,
      }),
    enabled: asked !== null && asked === sought,
    staleTime: 60_000,
    refetchInterval: false,
    refetchOnWindowFocus: false,
    retry: false,
  });
  return searchOf(sought, asked, query);
}
