import { queryOptions } from '@tanstack/react-query';
import { listEventCounts } from '@/api/generated/operations';
import { hourly } from '@/api/hourly';

/** The accepted events of the last week by hour, of a source or of the whole workspace. */
export const eventCountsQuery = (workspace: string, source?: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'event-counts', source ?? null],
    queryFn: ({ signal }) =>
      listEventCounts(workspace, source ? { source } : undefined, { signal }),
    ...hourly,
  });
