import { queryOptions } from '@tanstack/react-query';
import { listDeliveryCounts, listWorkspaceDeliveryCounts } from '@/api/generated/operations';
import { AGAIN } from '@/api/queryClient';

/** Hours change slowly, and their numbers are also in the figures of pages. */
const EVERY = 300_000;

/** What a destination, or all of them, accepted and did not accept in the last week, by hour. */
export const deliveryCountsQuery = (workspace: string, destination?: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'delivery-counts', destination ?? null],
    queryFn: ({ signal }) =>
      destination === undefined
        ? listWorkspaceDeliveryCounts(workspace, undefined, { signal })
        : listDeliveryCounts(workspace, destination, undefined, { signal }),
    refetchInterval: ({ state }) => (state.fetchFailureReason === null ? EVERY : AGAIN),
  });
