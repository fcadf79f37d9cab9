import { queryOptions } from '@tanstack/react-query';
import { following, seldom } from '@/api/changes/following';
import { readInbox } from '@/api/generated/operations';

/** What waits for decisions in a workspace. */
export const inboxQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'inbox'],
    queryFn: ({ signal }) => readInbox(workspace, { signal }),
    ...seldom(following({ deliveries: true, destinations: true, syncs: true })),
  });
