import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { everyPage, PAGE } from '@/api/everyPage';
import { listModels } from '@/api/generated/operations';
import { audiencesQuery, connectorsQuery, destinationsQuery, syncsQuery } from '@/api/queries';
import { traitsQuery } from '@/api/traits';
import { useWorkspace } from '@/workspace/here';
import type { FromKind } from './manifest';

/** Why a form cannot offer a kind of data yet. */
export type Wanting = 'reading' | 'away';

/**
 * Everything that a form of a sync chooses from; undefined until what the kind needs is read. Lists that
 * only other kinds need may still be read, or may fail: their service need not work for this sync.
 */
export function useAround(kind: FromKind | null) {
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
  const choices: Record<FromKind, readonly UseQueryResult[]> = {
    audience: [audiences, traits],
    profiles: [audiences, traits],
    events: [traits],
    model: [models],
  };
  const needed = [destinations, connectors, syncs, ...(kind === null ? [] : choices[kind])];
  const error =
    needed.find(({ data, error }) => data === undefined && error !== null)?.error ?? null;
  const again = () => {
    for (const query of [destinations, connectors, syncs, audiences, models, traits]) {
      if (query.data === undefined) {
        void query.refetch();
      }
    }
  };
  const read =
    destinations.data &&
    connectors.data &&
    syncs.data &&
    needed.every(({ data }) => data !== undefined)
      ? {
          destinations: destinations.data.data,
          connectors: connectors.data,
          syncs: syncs.data.data,
          audiences: audiences.data?.data ?? [],
          models: models.data?.data ?? [],
          traits: traits.data?.data.map(({ trait }) => trait) ?? [],
          /** What keeps a kind of data from being chosen; null if nothing does. */
          wanting: (of: FromKind): Wanting | null => {
            const missing = choices[of].filter(({ data }) => data === undefined);
            if (missing.length === 0) {
              return null;
            }
            return missing.some(({ errorUpdateCount }) => errorUpdateCount > 0)
              ? 'away'
              : 'reading';
          },
          again,
        }
      : undefined;
  return { data: read, error, again };
}

export type Read = NonNullable<ReturnType<typeof useAround>['data']>;
