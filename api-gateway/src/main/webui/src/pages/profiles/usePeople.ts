import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQueries } from '@tanstack/react-query';
import type { AudiencesOfPeople, ListedPersonPage, NamedAudience } from '@/api/generated/model';
import { listAudiencesOfPeople, listPeople } from '@/api/generated/operations';
import { paged } from '@/api/paged';
import { useWorkspace } from '@/workspace/here';
import { peopleQueryOf } from './peopleQuery';

/** While the user types on, nothing is read. */
const TYPING = 350;
export const PEOPLE_PAGE = 25;

/** Each person who is shown is on record, so a list is not read again automatically. */
const ONCE = { staleTime: 60_000, refetchInterval: false, refetchOnWindowFocus: false } as const;

/** The people for what is typed, or the recent people; null while too little is typed. */
export function usePeople(typed: string) {
  const workspace = useWorkspace();
  const wanted = peopleQueryOf(typed);
  const [asked] = useDebouncedValue(wanted, wanted === '' ? 0 : TYPING);
  const query = useInfiniteQuery({
    queryKey: ['workspaces', workspace, 'people', asked],
    queryFn: ({ pageParam, signal }) =>
      listPeople(
        workspace,
        asked === ''
          ? { limit: PEOPLE_PAGE, cursor: pageParam }
          : { limit: PEOPLE_PAGE, query: asked ?? '' },
        { signal },
      ),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
    ...paged,
    ...ONCE,
  });
  const searching = wanted !== null && (wanted !== asked || query.isPlaceholderData);
  return { query, wanted, searching };
}

export type AudiencesRead =
  | { kind: 'reading' }
  | { kind: 'failed' }
  | { kind: 'read'; audiences: NamedAudience[] };

/** The audiences of the people of each part of the list: one request for each part. */
export function useAudiencesOf(
  pages: readonly ListedPersonPage[],
): (profile: string) => AudiencesRead {
  const workspace = useWorkspace();
  const answers = useQueries({
    queries: pages.map(({ data }) => {
      const profiles = data.map(({ id }) => id);
      return {
        queryKey: ['workspaces', workspace, 'audiences-of-people', profiles],
        queryFn: ({ signal }: { signal: AbortSignal }): Promise<AudiencesOfPeople> =>
          listAudiencesOfPeople(workspace, { profiles }, { signal }),
        enabled: profiles.length > 0,
        ...ONCE,
      };
    }),
  });
  const byProfile = new Map<string, AudiencesRead>();
  pages.forEach(({ data }, at) => {
    const answer = answers[at];
    for (const { id } of data) {
      byProfile.set(id, answer?.isError ? { kind: 'failed' } : { kind: 'reading' });
    }
    for (const { profile, audiences } of answer?.data?.data ?? []) {
      byProfile.set(profile, { kind: 'read', audiences });
    }
  });
  return (profile) => byProfile.get(profile) ?? { kind: 'reading' };
}
