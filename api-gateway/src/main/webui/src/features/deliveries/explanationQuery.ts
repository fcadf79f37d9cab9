import { queryOptions } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { explainDeliveries, explainDelivery } from '@/api/generated/operations';
import type { Place } from './place';

/** How far a person gets on the way to a place. Each reading is on record. */
export const explanationQuery = (
  workspace: string,
  { kind, id }: Pick<Place, 'kind' | 'id'>,
  profile: string,
) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'why-not', kind, id, profile],
    queryFn: ({ signal }) =>
      kind === 'sync'
        ? explainDelivery(workspace, id, profile, { signal })
        : explainDeliveries(workspace, id, profile, { signal }),
    ...following({ deliveries: profile, syncs: true, destinations: true, audiences: true }),
  });
