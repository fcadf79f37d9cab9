import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { following, followingFirstPage } from '@/api/changes/following';
import {
  listIdentityRulesVersions,
  listMatchingRuns,
  listSharedIdentifiers,
  listSuggestions,
  readIdentityHealth,
  readMatchingQuality,
  readMatchingSettings,
} from '@/api/generated/operations';
import {
  type Conflict,
  listCappedPeople,
  listConflicts,
  type Page,
  readIdentityRules,
  readRulesVersion,
} from '@/api/identity';
import { paged } from '@/api/paged';
import type {
  MatchingRun,
  MatchingSettings,
  Suggestion,
  SuggestionState,
} from './suggestions/contract';

const CONFLICTS = 20;
const SHARED = 50;
const CAPPED = 10;
const VERSIONS = 10;
const SUGGESTIONS = 20;
const RUNS = 10;

const key = (workspace: string, ...rest: unknown[]) =>
  ['workspaces', workspace, 'identity', ...rest] as const;

export const rulesQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'rules'),
    queryFn: ({ signal }) => readIdentityRules(workspace, { signal }),
    ...following({ identity: true }),
  });

export const rulesVersionsQuery = (workspace: string) =>
  infiniteQueryOptions({
    queryKey: key(workspace, 'rules-versions'),
    queryFn: ({ pageParam, signal }) =>
      listIdentityRulesVersions(workspace, { limit: VERSIONS, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ identity: true }),
  });

/** The table of then; what a version said never changes. */
export const rulesVersionQuery = (workspace: string, version: number) =>
  queryOptions({
    queryKey: key(workspace, 'rules-version', version),
    queryFn: ({ signal }) => readRulesVersion(workspace, version, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const conflictsQuery = (workspace: string, state: Conflict['state']) =>
  infiniteQueryOptions({
    queryKey: key(workspace, 'conflicts', state),
    queryFn: ({ pageParam, signal }) =>
      listConflicts(workspace, { state, limit: CONFLICTS, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ identity: true, profiles: true }),
  });

export const sharedQuery = (workspace: string) =>
  infiniteQueryOptions({
    queryKey: key(workspace, 'shared'),
    queryFn: ({ pageParam, signal }) =>
      listSharedIdentifiers(workspace, { limit: SHARED, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ identity: true, profiles: true }),
  });

export const cappedQuery = (workspace: string) =>
  infiniteQueryOptions({
    queryKey: key(workspace, 'capped'),
    queryFn: ({ pageParam, signal }) =>
      listCappedPeople(workspace, { limit: CAPPED, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ identity: true, profiles: true }),
  });

/** The people with the most identifiers. */
export const largestQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'largest'),
    queryFn: async ({ signal }) => (await readIdentityHealth(workspace, { signal })).largest,
    ...following({ identity: true, profiles: true }),
  });

export const suggestionsQuery = (workspace: string, state: SuggestionState) =>
  infiniteQueryOptions({
    queryKey: key(workspace, 'suggestions', state),
    queryFn: ({ pageParam, signal }) =>
      listSuggestions(
        workspace,
        { state, limit: SUGGESTIONS, cursor: pageParam },
        { signal },
      ) as Promise<Page<Suggestion>>,
    ...paged,
    ...followingFirstPage({ identity: true }),
  });

export const matchingQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'matching'),
    queryFn: ({ signal }) =>
      readMatchingSettings(workspace, { signal }) as Promise<MatchingSettings>,
    ...following({ identity: true }),
  });

export const matchingQualityQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'matching-quality'),
    queryFn: ({ signal }) => readMatchingQuality(workspace, { signal }),
    ...following({ identity: true }),
  });

/** The latest runs. */
export const matchingRunsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'matching-runs'),
    queryFn: async ({ signal }) =>
      (await listMatchingRuns(workspace, { limit: RUNS }, { signal })).data as MatchingRun[],
    ...following({ identity: true }),
  });
