import { infiniteQueryOptions } from '@tanstack/react-query';
import { followingFirstPage } from '@/api/changes/following';
import { listChangeRequests } from '@/api/generated/operations';
import { paged } from '@/api/paged';

const REQUESTS = 20;

/** Changes that wait for a second person, or that are decided, newest first. */
export const changeRequestsQuery = (workspace: string, state: 'open' | 'decided') =>
  infiniteQueryOptions({
    queryKey: ['workspaces', workspace, 'change-requests', state],
    queryFn: ({ pageParam, signal }) =>
      listChangeRequests(workspace, { state, limit: REQUESTS, cursor: pageParam }, { signal }),
    ...paged,
    ...followingFirstPage({ 'change-requests': true }),
  });
