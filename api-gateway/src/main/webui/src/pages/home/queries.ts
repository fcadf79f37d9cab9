import { queryOptions } from '@tanstack/react-query';
import { PAGE } from '@/api/everyPage';
import { listDeliveries, listEvents, listRuns, readClock } from '@/api/generated/operations';
import { CALM, LIVE } from '@/api/queryClient';
import { eventsPerMinute } from './rate';

const MINUTE = 60_000;

/** By the workspace's own clock, so that a browser whose clock is wrong shows what is true. */
export const eventRateQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'event-rate'],
    queryFn: async ({ signal }) => {
      const now = Date.parse((await readClock(workspace, { signal })).now);
      const from = new Date(now - MINUTE).toISOString();
      const page = await listEvents(workspace, { from, limit: PAGE }, { signal });
      return eventsPerMinute(page.data, page.nextCursor === null, now);
    },
    refetchInterval: LIVE,
  });

export const heldRunsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'runs', 'held'],
    queryFn: async ({ signal }) => (await listRuns(workspace, { state: 'held' }, { signal })).data,
    refetchInterval: CALM,
  });

/** Whether anything was ever delivered; once it was, that stays true. */
export const deliveredOnceQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'delivered-once'],
    queryFn: async ({ signal }) =>
      (await listDeliveries(workspace, { state: 'delivered', limit: 1 }, { signal })).data.length >
      0,
    refetchInterval: ({ state }) => (state.data ? false : LIVE),
  });
