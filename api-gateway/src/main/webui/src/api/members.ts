import { queryOptions } from '@tanstack/react-query';
import { following } from './changes/following';
import { listApiClientNames, listMembers } from './generated/operations';

/** The users who hold the workspace. */
export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'members'],
    queryFn: async ({ signal }) => (await listMembers(workspace, { signal })).data,
    ...following({ members: true, invitations: true }),
  });

/** The names of API clients, by the ids in answers that say who did something. */
export const apiClientNamesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'api-client-names'],
    queryFn: async ({ signal }) => (await listApiClientNames(workspace, { signal })).data,
    ...following({ 'api-clients': true }),
  });
