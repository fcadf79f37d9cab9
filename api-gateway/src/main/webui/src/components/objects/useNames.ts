import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { connectionsQuery, modelsQuery } from '@/api/dataQueries';
import { audiencesQuery, destinationsQuery, sourcesQuery, syncsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';

const QUIET = { refetchInterval: false, staleTime: 30_000 } as const;

interface Named {
  id: string;
  key: string;
  name: string;
}

/** Names of objects that the API names by id or key; the id itself until they are read. */
function useNamed(data: readonly Named[] | undefined): (id: string) => string {
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { id, key, name } of data ?? []) {
      names.set(id, name).set(key, name);
    }
    return (id) => names.get(id) ?? id;
  }, [data]);
}

export function useSourceNames() {
  return useNamed(useQuery({ ...sourcesQuery(useWorkspace()), ...QUIET }).data?.data);
}

export function useDestinationNames() {
  return useNamed(useQuery({ ...destinationsQuery(useWorkspace()), ...QUIET }).data?.data);
}

export function useSyncNames() {
  return useNamed(useQuery({ ...syncsQuery(useWorkspace()), ...QUIET }).data?.data);
}

export function useAudienceNames() {
  return useNamed(useQuery({ ...audiencesQuery(useWorkspace()), ...QUIET }).data?.data);
}

export function useConnectionNames() {
  return useNamed(useQuery({ ...connectionsQuery(useWorkspace()), ...QUIET }).data?.data);
}

export function useModelNames() {
  return useNamed(useQuery({ ...modelsQuery(useWorkspace()), ...QUIET }).data?.data);
}
