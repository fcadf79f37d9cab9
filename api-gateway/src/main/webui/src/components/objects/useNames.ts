import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { connectionsQuery, modelsQuery } from '@/api/dataQueries';
import { audiencesQuery, destinationsQuery, sourcesQuery, syncsQuery } from '@/api/queries';
import type { en } from '@/texts/en';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

const QUIET = { refetchInterval: false, staleTime: 30_000 } as const;

interface NamedObject {
  id: string;
  key: string;
  name: string;
}

/** Stands for a name that is being read. */
const READING = '…';

/** The part of a query that names need. */
interface Query {
  data: { data: readonly NamedObject[]; complete: boolean } | undefined;
  isError: boolean;
  isFetching: boolean;
  isPending: boolean;
  errorUpdateCount: number;
}

type Kind = keyof (typeof en)['names']['deleted'];

/** For a text that may name an object of another kind. */
export const asItIs = (id: string): string => id;

/**
 * Names of objects that the API names by id or key; an ellipsis while they are read for the first time.
 * An object that is not there is `unknown`, or else a deleted one; if the list is not complete or not
 * current, `unknown`, or else the kind. No page shows the id in place of a name. With {@link asItIs}, a text that is not there stays.
 */
function useNamed(
  kind: Kind,
  { data, isError, isFetching, isPending, errorUpdateCount }: Query,
  unknown?: string | typeof asItIs,
): (id: string) => string {
  const { t } = useTranslation();
  const reading = isPending && errorUpdateCount === 0;
  const current = data?.complete && !isError && !isFetching;
  const nameless = unknown ?? t(current ? `names.deleted.${kind}` : `names.unread.${kind}`);
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { id, key, name } of data?.data ?? []) {
      names.set(id, name).set(key, name);
    }
    return (id) =>
      names.get(id) ?? (reading ? READING : typeof nameless === 'string' ? nameless : nameless(id));
  }, [data, reading, nameless]);
}

export function useSourceNames(unknown?: typeof asItIs) {
  return useNamed('source', useQuery({ ...sourcesQuery(useWorkspace()), ...QUIET }), unknown);
}

export function useDestinationNames(unknown?: typeof asItIs) {
  return useNamed(
    'destination',
    useQuery({ ...destinationsQuery(useWorkspace()), ...QUIET }),
    unknown,
  );
}

export function useSyncNames(unknown?: typeof asItIs) {
  return useNamed('sync', useQuery({ ...syncsQuery(useWorkspace()), ...QUIET }), unknown);
}

export function useAudienceNames(unknown?: string | typeof asItIs) {
  return useNamed('audience', useQuery({ ...audiencesQuery(useWorkspace()), ...QUIET }), unknown);
}

export function useConnectionNames(unknown?: typeof asItIs) {
  return useNamed(
    'connection',
    useQuery({ ...connectionsQuery(useWorkspace()), ...QUIET }),
    unknown,
  );
}

export function useModelNames(unknown?: string | typeof asItIs) {
  return useNamed('model', useQuery({ ...modelsQuery(useWorkspace()), ...QUIET }), unknown);
}
