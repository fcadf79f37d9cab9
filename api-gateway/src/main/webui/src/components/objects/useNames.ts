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

/** Stands for a name that is being read. */
const READING = '…';

/** The part of a query that names need. */
interface Query {
  data: { data: readonly Named[] } | undefined;
  isPending: boolean;
  errorUpdateCount: number;
}

/**
 * Names of objects that the API names by id or key; an ellipsis while they are read for the first time,
 * and `unknown`, or else the id, for an object that is not there, or if names cannot be read.
 */
function useNamed(
  { data, isPending, errorUpdateCount }: Query,
  unknown?: string,
): (id: string) => string {
  const reading = isPending && errorUpdateCount === 0;
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { id, key, name } of data?.data ?? []) {
      names.set(id, name).set(key, name);
    }
    return (id) => names.get(id) ?? (reading ? READING : (unknown ?? id));
  }, [data, reading, unknown]);
}

export function useSourceNames() {
  return useNamed(useQuery({ ...sourcesQuery(useWorkspace()), ...QUIET }));
}

export function useDestinationNames() {
  return useNamed(useQuery({ ...destinationsQuery(useWorkspace()), ...QUIET }));
}

export function useSyncNames() {
  return useNamed(useQuery({ ...syncsQuery(useWorkspace()), ...QUIET }));
}

export function useAudienceNames(unknown?: string) {
  return useNamed(useQuery({ ...audiencesQuery(useWorkspace()), ...QUIET }), unknown);
}

export function useConnectionNames() {
  return useNamed(useQuery({ ...connectionsQuery(useWorkspace()), ...QUIET }));
}

export function useModelNames(unknown?: string) {
  return useNamed(useQuery({ ...modelsQuery(useWorkspace()), ...QUIET }), unknown);
}
