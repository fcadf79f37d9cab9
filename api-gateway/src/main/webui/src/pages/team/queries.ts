import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listApiClients, listAudit, listInvitations } from '@/api/generated/operations';
import { onFirstPage, paged } from '@/api/paged';
import { CALM } from '@/api/queryClient';

const ENTRIES = 50;

export const invitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'invitations'],
    queryFn: async ({ signal }) => (await listInvitations(workspace, { signal })).data,
    ...following({ invitations: true, members: true }),
  });

export const apiClientsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'api-clients'],
    queryFn: async ({ signal }) => (await listApiClients(workspace, { signal })).data,
    ...following({ 'api-clients': true }),
  });

/** Who was shown personal data of whom. Reading it is not on record itself. */
export const auditQuery = (workspace: string, of: { profile?: string; actor?: string }) =>
  infiniteQueryOptions({
    queryKey: ['workspaces', workspace, 'audit', of],
    queryFn: ({ pageParam, signal }) =>
      listAudit(workspace, { ...of, limit: ENTRIES, cursor: pageParam }, { signal }),
    ...paged,
    refetchInterval: onFirstPage(CALM),
  });

/** Who changed how the workspace is set up. */
export const administrationQuery = (
  workspace: string,
  of: { actor?: string; action?: string; object?: string; from?: string; to?: string },
) =>
  infiniteQueryOptions({
    queryKey: ['workspaces', workspace, 'administration', of],
    queryFn: ({ pageParam, signal }) =>
      listAudit(
        workspace,
        { ...of, kind: 'administration', limit: ENTRIES, cursor: pageParam },
        { signal },
      ),
    ...paged,
    refetchInterval: onFirstPage(CALM),
  });
