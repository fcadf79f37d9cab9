import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DestinationFieldsDelay } from '@/api/generated/model';

/** While another reader is at work. */
const AGAIN = 3_000;

export interface VendorListRead<List> {
  list: List | undefined;
  loading: boolean;
  /** Whether the API has refused to answer. */
  failed: boolean;
  refreshing: boolean;
  refresh: () => void;
}

export interface VendorQuestion<List> {
  queryKey: readonly unknown[];
  /** Null while nothing can be asked. */
  read: ((refresh: boolean, signal?: AbortSignal) => Promise<List>) | null;
}

/** A list that the API reads at the vendor. */
export function useVendorList<List extends { delay: DestinationFieldsDelay | null }>(
  question: VendorQuestion<List>,
): VendorListRead<List> {
  const client = useQueryClient();
  const { queryKey, read } = question;
  const query = useQuery({
    queryKey,
    queryFn: read === null ? skipToken : ({ signal }) => read(false, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.delay === 'reading' ? AGAIN : false),
  });
  // The answer belongs to the question that was asked, and not to the one that is shown meanwhile.
  const mutation = useMutation({
    mutationKey: queryKey,
    mutationFn: async (of: VendorQuestion<List>) => of.read?.(true),
    onSuccess: (list, of) => client.setQueryData(of.queryKey, list),
  });
  return {
    list: query.data,
    loading: query.isLoading,
    failed: query.isError || mutation.isError,
    refreshing: mutation.isPending,
    refresh: () => mutation.mutate(question),
  };
}
