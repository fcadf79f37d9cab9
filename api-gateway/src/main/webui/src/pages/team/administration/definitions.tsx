import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { connectionsQuery, modelsQuery } from '@/api/dataQueries';
import { audiencesQuery, destinationsQuery, sourcesQuery, syncsQuery } from '@/api/queries';
import {
  AudienceLink,
  ConnectionLink,
  DestinationLink,
  ModelLink,
  SourceLink,
  SyncLink,
} from '@/components/objects/ObjectLink';
import { useWorkspace } from '@/workspace/here';

const QUIET = { refetchInterval: false, staleTime: 30_000 } as const;

interface Listed {
  id: string;
  key: string;
  name: string;
}

interface Props {
  /** The id or the key. */
  object: string;
  /** The name at the time of the entry; null if the entry has none. */
  name: string | null;
}

/**
 * The name of then, or else the present name, or else the id or key; with a link while the object exists. The lists are read once for
 * all rows.
 */
function linked(
  useListed: () => readonly Listed[] | undefined,
  Link: ComponentType<{ id: string; name: string; inText: boolean }>,
) {
  return function Definition({ object, name }: Props) {
    const found = useListed()?.find(({ id, key }) => id === object || key === object);
    return found ? <Link id={found.id} name={name || found.name} inText /> : name || object;
  };
}

const useSources = () => useQuery({ ...sourcesQuery(useWorkspace()), ...QUIET }).data?.data;
const useDestinations = () =>
  useQuery({ ...destinationsQuery(useWorkspace()), ...QUIET }).data?.data;
const useSyncs = () => useQuery({ ...syncsQuery(useWorkspace()), ...QUIET }).data?.data;
const useAudiences = () => useQuery({ ...audiencesQuery(useWorkspace()), ...QUIET }).data?.data;
const useConnections = () => useQuery({ ...connectionsQuery(useWorkspace()), ...QUIET }).data?.data;
const useModels = () => useQuery({ ...modelsQuery(useWorkspace()), ...QUIET }).data?.data;

/** The kinds of objects that have a list and a page. */
export const DEFINITIONS: Record<string, ComponentType<Props>> = {
  source: linked(useSources, SourceLink),
  destination: linked(useDestinations, DestinationLink),
  sync: linked(useSyncs, SyncLink),
  audience: linked(useAudiences, AudienceLink),
  warehouse: linked(useConnections, ConnectionLink),
  model: linked(useModels, ModelLink),
};
