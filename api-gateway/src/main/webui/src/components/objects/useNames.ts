import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { connectionsQuery, modelsQuery } from '@/api/dataQueries';
import { audiencesQuery, destinationsQuery, sourcesQuery, syncsQuery } from '@/api/queries';
import type { en } from '@/texts/en';
import { useTranslation } from '@/texts/useTranslation';
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

type Kind = keyof (typeof en)['names']['deleted'];

/**
 * Names of objects that the API names by id or key; an ellipsis while they are read for the first time.
 * An object that is not there is `unknown`, or else a deleted one; if names cannot be read, `unknown`, or
 * else the kind. No page shows the id in place of a name.
 */
function useNamed(
  kind: Kind,
  { data, isPending, errorUpdateCount }: Query,
  unknown?: string,
): (id: string) => string {
  const { t } = useTranslation();
  const reading = isPending && errorUpdateCount === 0;
  const nameless = unknown ?? t(data ? `names.deleted.${kind}` : `names.unread.${kind}`);
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { id, key, name } of data?.data ?? []) {
      names.set(id, name).set(key, name);
    }
    return (id) => names.get(id) ?? (reading ? READING : nameless);
  }, [data, reading, nameless]);
}

export function useSourceNames() {
  return useNamed('source', useQuery({ ...sourcesQuery(useWorkspace()), ...QUIET }));
}

export function useDestinationNames() {
  return useNamed('destination', useQuery({ ...destinationsQuery(useWorkspace()), ...QUIET }));
}

export function useSyncNames() {
  return useNamed('sync', useQuery({ ...syncsQuery(useWorkspace()), ...QUIET }));
}

export function useAudienceNames(unknown?: string) {
  return useNamed('audience', useQuery({ ...audiencesQuery(useWorkspace()), ...QUIET }), unknown);
}

export function useConnectionNames() {
  return useNamed('connection', useQuery({ ...connectionsQuery(useWorkspace()), ...QUIET }));
}

export function useModelNames(unknown?: string) {
  return useNamed('model', useQuery({ ...modelsQuery(useWorkspace()), ...QUIET }), unknown);
}
