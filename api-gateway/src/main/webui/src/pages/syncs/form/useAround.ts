import { useQuery } from '@tanstack/react-query';
import { everyPage, PAGE } from '@/api/everyPage';
import { listModels } from '@/api/generated/operations';
import { audiencesQuery, connectorsQuery, destinationsQuery, syncsQuery } from '@/api/queries';
import { traitsQuery } from '@/api/traits';
import { useWorkspace } from '@/workspace/here';

/** Everything that a form of a sync chooses from; undefined until all of it is read. */
export function useAround() {
  const workspace = useWorkspace();
  const destinations = useQuery(destinationsQuery(workspace));
  const connectors = useQuery(connectorsQuery(workspace));
  const syncs = useQuery(syncsQuery(workspace));
  const audiences = useQuery(audiencesQuery(workspace));
  const models = useQuery({
    queryKey: ['workspaces', workspace, 'models', 'all'],
    queryFn: ({ signal }) =>
      everyPage((cursor) => listModels(workspace, { limit: PAGE, cursor }, { signal })),
    staleTime: 60_000,
  });
  const traits = useQuery(traitsQuery(workspace));
  const all = [destinations, connectors, syncs, audiences, models, traits];
  const error = all.find(({ data, error }) => data === undefined && error !== null)?.error ?? null;
  const read =
    destinations.data &&
    connectors.data &&
    syncs.data &&
    audiences.data &&
    models.data &&
    traits.data
      ? {
          destinations: destinations.data.data,
          connectors: connectors.data,
          syncs: syncs.data.data,
          audiences: audiences.data.data,
          models: models.data.data,
          traits: traits.data.data.map(({ trait }) => trait),
        }
      : undefined;
  return {
    data: read,
    error,
    again: () => {
      for (const query of all) {
        if (query.data === undefined) {
          void query.refetch();
        }
      }
    },
  };
}

export type Read = NonNullable<ReturnType<typeof useAround>['data']>;
