import { queryOptions } from '@tanstack/react-query';
import { listApiClients, listMembers } from '@/api/generated/operations';
import { CALM } from '@/api/queryClient';
import type { Member } from './member';

export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'members'],
    queryFn: async ({ signal }) => (await listMembers(workspace, { signal })).data as Member[],
    refetchInterval: CALM,
  });

export const apiClientsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'api-clients'],
    queryFn: async ({ signal }) => (await listApiClients(workspace, { signal })).data,
    refetchInterval: CALM,
  });
