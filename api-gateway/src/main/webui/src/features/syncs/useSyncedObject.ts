import { useQuery } from '@tanstack/react-query';
import type { ObjectType, Sync } from '@/api/generated/model';
import { connectorsQuery, destinationsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';

/** What a sync writes to, as the connector declares it; undefined while it is not known. */
export function useSyncedObject({
  destination,
  object,
}: Pick<Sync, 'destination' | 'object'>): ObjectType | undefined {
  const workspace = useWorkspace();
  const connectors = useQuery(connectorsQuery(workspace)).data;
  const destinations = useQuery({
    ...destinationsQuery(workspace),
    refetchInterval: false,
    staleTime: 30_000,
  }).data?.data;
  const { connector } = destinations?.find(({ id }) => id === destination) ?? {};
  return connectors
    ?.find(({ id }) => id === connector)
    ?.objects.find(({ name }) => name === object);
}
