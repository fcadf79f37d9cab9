import { queryOptions } from '@tanstack/react-query';
import { following } from './changes/following';
import { listEvents } from './generated/operations';

/** The newest accepted events, of one source or of all. */
export const newestEventsQuery = (workspace: string, limit: number, source?: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'newest-events', limit, source],
    queryFn: async ({ signal }) =>
      (await listEvents(workspace, { limit, source }, { signal })).data,
    ...following({ events: true }),
  });
