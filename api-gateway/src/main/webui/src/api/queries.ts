import { queryOptions } from '@tanstack/react-query';
import { following, seldom } from './changes/following';
import { everyPage, PAGE } from './everyPage';
import {
  listAlerts,
  listAudiences,
  listChangeRequests,
  listConnectors,
  listDestinations,
  listSources,
  listSyncs,
  readAudience,
  readDataDelay,
  readDestination,
  readSource,
  readSync,
  readSyncFunnel,
} from './generated/operations';
import { CALM, changes } from './queryClient';

const key = (workspace: string, ...rest: unknown[]) => ['workspaces', workspace, ...rest] as const;

export const audiencesQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'audiences'),
    queryFn: ({ signal }) =>
      everyPage((cursor) => listAudiences(workspace, { limit: PAGE, cursor }, { signal })),
    ...following({ audiences: true }),
  });

export const audienceQuery = (workspace: string, audience: string) =>
  queryOptions({
    queryKey: key(workspace, 'audiences', audience),
    queryFn: ({ signal }) => readAudience(workspace, audience, { signal }),
    ...following({ audiences: true }),
  });

export const sourcesQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'sources'),
    queryFn: ({ signal }) =>
      everyPage((cursor) => listSources(workspace, { limit: PAGE, cursor }, { signal })),
    ...following({ sources: true }),
  });

export const sourceQuery = (workspace: string, source: string) =>
  queryOptions({
    queryKey: key(workspace, 'sources', source),
    queryFn: ({ signal }) => readSource(workspace, source, { signal }),
    ...following({ sources: true }),
  });

export const destinationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'destinations'),
    queryFn: ({ signal }) =>
      everyPage((cursor) => listDestinations(workspace, { limit: PAGE, cursor }, { signal })),
    ...following({ destinations: true, deliveries: true }),
  });

export const destinationQuery = (workspace: string, destination: string) =>
  queryOptions({
    queryKey: key(workspace, 'destinations', destination),
    queryFn: ({ signal }) => readDestination(workspace, destination, { signal }),
    ...following({ destinations: true, deliveries: true }),
  });

export const syncsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'syncs'),
    queryFn: ({ signal }) =>
      everyPage((cursor) => listSyncs(workspace, { limit: PAGE, cursor }, { signal })),
    ...following({ syncs: true, deliveries: true }),
  });

export const syncQuery = (workspace: string, sync: string) =>
  queryOptions({
    queryKey: key(workspace, 'syncs', sync),
    queryFn: ({ signal }) => readSync(workspace, sync, { signal }),
    ...following({ syncs: true, deliveries: true }),
  });

/** How far the people of a sync come. */
export const funnelQuery = (workspace: string, sync: string) =>
  queryOptions({
    queryKey: key(workspace, 'syncs', sync, 'funnel'),
    queryFn: ({ signal }) => readSyncFunnel(workspace, sync, { signal }),
    ...following({ syncs: true, deliveries: true, audiences: true }),
  });

/** How long connectors count as new: their manifests are large, and few users add one. */
const CONNECTORS_STAY_NEW = 60_000;

/**
 * The connectors of the installation, and those that the workspace has added. No change announces that
 * another user has added or changed one: a page that opens, or is looked at again, reads them.
 */
export const connectorsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'connectors'),
    queryFn: async ({ signal }) => (await listConnectors(workspace, { signal })).data,
    staleTime: CONNECTORS_STAY_NEW,
  });

/** How late the data are that pages show. */
export const dataDelayQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'data-delay'),
    queryFn: ({ signal }) => readDataDelay(workspace, { signal }),
    // The service that reports a new state also sends the stream: no change is lost on the way.
    ...seldom(following({ pipeline: true })),
    // What is late gets better, or worse, without a change.
    refetchInterval: (query) =>
      (query.state.data?.state ?? 'none') === 'none' ? changes.interval(query) : CALM,
  });

/** Changes of others that wait for a second person. */
export const changesToDecideQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'change-requests', 'to-decide'),
    queryFn: async ({ signal }) =>
      (await listChangeRequests(workspace, { state: 'open', limit: PAGE }, { signal })).data.filter(
        ({ own }) => !own,
      ),
    ...seldom(following({ 'change-requests': true })),
  });

/** What a person should hear of now, newest first. */
export const openAlertsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'alerts', 'open'),
    queryFn: async ({ signal }) =>
      (await listAlerts(workspace, { state: 'open', limit: PAGE }, { signal })).data,
    ...following({ alerts: true }),
  });
