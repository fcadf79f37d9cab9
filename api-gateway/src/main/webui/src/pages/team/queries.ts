import { queryOptions } from '@tanstack/react-query';
import { listApiClients, listMembers } from '@/api/generated/operations';
import { CALM } from '@/api/queryClient';

export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'members'],
    queryFn: async ({ signal }) => (await listMembers(workspace, { signal })).data,
    refetchInterval: CALM,
  });

export const apiClientsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'api-clients'],
    queryFn: async ({ signal }) => (await listApiClients(workspace, { signal })).data,
    refetchInterval: CALM,
  });
