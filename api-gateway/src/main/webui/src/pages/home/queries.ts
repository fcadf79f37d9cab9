import { queryOptions } from '@tanstack/react-query';
import { following, seldom } from '@/api/changes/following';
import { PAGE } from '@/api/everyPage';
import {
  listDeliveries,
  listEvents,
  listWarehouses,
  readClock,
  readIdentityHealth,
} from '@/api/generated/operations';
import { listConflicts } from '@/api/identity';
import { changes } from '@/api/queryClient';
import { sayingItself } from '@/api/staleness';
import { mergesOfWeek } from './mergesOfWeek';
import { incomingEvents } from './rate';

const MINUTE = 60_000;

/** By how much the workspace's clock is ahead of the browser's, which may be wrong. */
const clockAheadQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'clock-ahead'],
    queryFn: async ({ signal }) =>
      Date.parse((await readClock(workspace, { signal })).now) - Date.now(),
    staleTime: MINUTE,
  });

/** How many events came in the last minute, and when the newest came. */
export const incomingEventsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'incoming-events'],
    queryFn: async ({ signal, client }) => {
      const now = Date.now() + (await client.fetchQuery(clockAheadQuery(workspace)));
      const page = await listEvents(workspace, { limit: PAGE }, { signal });
      return incomingEvents(page.data, page.nextCursor === null, now);
    },
    ...seldom(following({ events: true })),
    // The rate of the last minute falls without a change.
    refetchInterval: (query) =>
      query.state.data?.perMinute
        ? Math.min(MINUTE, changes.interval(query))
        : changes.interval(query),
  });

/** Whether there is any connection to a warehouse. */
export const connectedQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'connected'],
    queryFn: async ({ signal }) =>
      (await listWarehouses(workspace, { limit: 1 }, { signal })).data.length > 0,
    ...following({ warehouses: true }),
    refetchInterval: (query) => (query.state.data ? false : changes.interval(query)),
  });

/** Whether anything was ever delivered; once it was, that stays true. */
export const deliveredOnceQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'delivered-once'],
    queryFn: async ({ signal }) =>
      (await listDeliveries(workspace, { state: 'delivered', limit: 1 }, { signal })).data.length >
      0,
    ...following({ deliveries: true }),
    refetchInterval: (query) => (query.state.data ? false : changes.interval(query)),
  });

/**
 * How many conflicts wait for a decision; `more` where there are more than are counted. Not each
 * change of a person matters to this figure: the page of identity follows them.
 */
export const openConflictsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'identity', 'conflicts', 'count'],
    queryFn: async ({ signal }) => {
      const page = await listConflicts(workspace, { state: 'open', limit: PAGE }, { signal });
      return { count: page.data.length, more: page.nextCursor !== null };
    },
    ...seldom(sayingItself(following({ identity: true }))),
  });

/** Whether identity looks as it should, with the merges of each of the last seven days. */
export const identityHealthQuery = (workspace: string, timeZone: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'identity', 'health', timeZone],
    queryFn: async ({ signal, client }) => {
      const [{ merges, ...health }, ahead] = await Promise.all([
        readIdentityHealth(workspace, { signal }),
        client.fetchQuery(clockAheadQuery(workspace)),
      ]);
      return { ...health, week: mergesOfWeek(merges, Date.now() + ahead, timeZone) };
    },
    ...seldom(sayingItself(following({ identity: true }))),
  });
