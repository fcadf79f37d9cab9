import { useQuery } from '@tanstack/react-query';
import type { Destination, Manifest, ObjectType, Sync } from '@/api/generated/model';
import { connectorsQuery, destinationsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';

/** What receives the data of a sync; a part is undefined while it is not known. */
interface Receiver {
  destination: Destination | undefined;
  connector: Manifest | undefined;
  /** What the sync writes to, as the connector declares it. */
  object: ObjectType | undefined;
}

/** Finds the receiver of a sync by the id or key of its destination and the name of its object. */
export function useReceivers(): (destination: unknown, object: unknown) => Receiver {
  const workspace = useWorkspace();
  const connectors = useQuery(connectorsQuery(workspace)).data;
  const destinations = useQuery({
    ...destinationsQuery(workspace),
    refetchInterval: false,
    staleTime: 30_000,
  }).data?.data;
  return (wanted, name) => {
    const destination = destinations?.find(({ id, key }) => id === wanted || key === wanted);
    const connector = connectors?.find(({ id }) => id === destination?.connector);
    const object = connector?.objects.find((each) => each.name === name);
    return { destination, connector, object };
  };
}

/** What a sync writes to, as the connector declares it; undefined while it is not known. */
export function useSyncedObject({
  destination,
  object,
}: Pick<Sync, 'destination' | 'object'>): ObjectType | undefined {
  return useReceivers()(destination, object).object;
}
