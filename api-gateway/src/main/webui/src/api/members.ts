import { queryOptions } from '@tanstack/react-query';
import { listMembers } from './generated/operations';
import { CALM } from './queryClient';

/** The users who hold the workspace. */
export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'members'],
    queryFn: async ({ signal }) => (await listMembers(workspace, { signal })).data,
    refetchInterval: CALM,
  });
