import { queryOptions } from '@tanstack/react-query';
import { following } from './changes/following';
import { listMembers } from './generated/operations';

/** The users who hold the workspace. */
export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'members'],
    queryFn: async ({ signal }) => (await listMembers(workspace, { signal })).data,
    ...following({ members: true, invitations: true }),
  });
