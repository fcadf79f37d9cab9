import type { OperationId } from '@/api/may';

/**
 * What can be created, as the command palette offers it to users who may: on a page of its own, or in a window of a page,
 * which the address asks for.
 */
export const creations = [
  { id: 'source', label: 'sources.create', to: '/w/$workspace/sources/new', by: 'createSource' },
  {
    id: 'connection',
    label: 'connections.add',
    to: '/w/$workspace/connections/new',
    by: 'createWarehouse',
  },
  { id: 'model', label: 'models.add', to: '/w/$workspace/models/new', by: 'createModel' },
  {
    id: 'audience',
    label: 'builder.newAudience',
    to: '/w/$workspace/audiences/new',
    by: 'createAudience',
  },
  {
    id: 'destination',
    label: 'activation.addDestination',
    to: '/w/$workspace/destinations/new',
    by: 'createDestination',
  },
  { id: 'sync', label: 'activation.addSync', to: '/w/$workspace/syncs/new', by: 'createSync' },
  {
    id: 'member',
    label: 'team.inviteTitle',
    to: '/w/$workspace/team',
    search: { create: 'member' },
    by: 'inviteMember',
  },
  {
    id: 'client',
    label: 'team.clients.create',
    to: '/w/$workspace/team',
    search: { tab: 'clients', create: 'client' },
    by: 'createApiClient',
  },
] as const satisfies readonly {
  id: string;
  label: string;
  to: string;
  search?: Record<string, string>;
  by: OperationId;
}[];
