import { queryOptions } from '@tanstack/react-query';
import { listDeliveryCounts, listWorkspaceDeliveryCounts } from '@/api/generated/operations';
import { hourly } from '@/api/hourly';

/** What a destination, or all of them, accepted and did not accept in the last week, by hour. */
export const deliveryCountsQuery = (workspace: string, destination?: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'delivery-counts', destination ?? null],
    queryFn: ({ signal }) =>
      destination === undefined
        ? listWorkspaceDeliveryCounts(workspace, undefined, { signal })
        : listDeliveryCounts(workspace, destination, undefined, { signal }),
    ...hourly,
  });
