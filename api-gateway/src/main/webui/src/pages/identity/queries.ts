import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  type Conflict,
  listConflicts,
  listSharedIdentifiers,
  type Page,
  readIdentityRules,
} from '@/api/identity';
import { CALM, LIVE } from '@/api/queryClient';

const CONFLICTS = 20;
const SHARED = 50;

const key = (workspace: string, ...rest: unknown[]) =>
  ['workspaces', workspace, 'identity', ...rest] as const;

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: Page<unknown>) => nextCursor ?? undefined,
};

/** Reading on through old pages is no reason to read them all again every few seconds. */
const onFirstPage =
  (often: number) =>
  ({ state }: { state: { data?: { pages: unknown[] } | undefined } }) =>
    (state.data?.pages.length ?? 0) > 1 ? false : often;

export const rulesQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'rules'),
    queryFn: ({ signal }) => readIdentityRules(workspace, { signal }),
    refetchInterval: CALM,
  });

export const conflictsQuery = (workspace: string, state: Conflict['state']) =>
  infiniteQueryOptions({
    queryKey: key(workspace, 'conflicts', state),
    queryFn: ({ pageParam, signal }) =>
      listConflicts(workspace, { state, limit: CONFLICTS, cursor: pageParam }, { signal }),
    ...paged,
    refetchInterval: onFirstPage(LIVE),
  });

export const sharedQuery = (workspace: string) =>
  infiniteQueryOptions({
    queryKey: key(workspace, 'shared'),
    queryFn: ({ pageParam, signal }) =>
      listSharedIdentifiers(workspace, { limit: SHARED, cursor: pageParam }, { signal }),
    ...paged,
    refetchInterval: onFirstPage(CALM),
  });
