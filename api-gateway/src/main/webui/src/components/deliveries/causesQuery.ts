import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listDeliveryCauses } from '@/api/generated/operations';

/** Why deliveries stand still, of one destination or sync or of all. */
export const causesQuery = (workspace: string, of: { destination?: string; sync?: string } = {}) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'delivery-causes', of],
    queryFn: async ({ signal }) => (await listDeliveryCauses(workspace, of, { signal })).data,
    ...following({ deliveries: true, destinations: true, syncs: true }),
  });
