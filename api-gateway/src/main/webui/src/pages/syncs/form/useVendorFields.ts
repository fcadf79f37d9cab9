import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DestinationFields, ObjectType } from '@/api/generated/model';
import { readDestinationFields } from '@/api/generated/operations';
import { isGiven } from '@/components/connectors/settings';
import { useWorkspace } from '@/workspace/here';
import { type SyncDraft, takesFields } from './syncDraft';

/** While another reader is at work, or a limit is reached. */
const AGAIN = 3_000;

export interface VendorFieldsRead {
  list: DestinationFields | undefined;
  loading: boolean;
  /** Whether the API has refused to answer. */
  failed: boolean;
  refreshing: boolean;
  refresh: () => void;
}

/** The fields that the object of a draft has at the vendor. */
export function useVendorFields(
  draft: SyncDraft,
  object: ObjectType | undefined,
): VendorFieldsRead {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [settings] = useDebouncedValue(JSON.stringify(given(draft, object)), 600);
  const { destination } = draft;
  const asked =
    destination !== null && object !== undefined && takesFields(object, draft.mode)
      ? { destination, object: object.name }
      : null;
  const queryKey = ['workspaces', workspace, 'destination-fields', asked, settings];
  const read = (refresh: boolean, signal?: AbortSignal) =>
    readDestinationFields(
      workspace,
      asked?.destination ?? '',
      asked?.object ?? '',
      { settings: JSON.parse(settings), refresh },
      signal ? { signal } : {},
    );
  const query = useQuery({
    queryKey,
    queryFn: asked === null ? skipToken : ({ signal }) => read(false, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.delay === 'reading' ? AGAIN : false),
  });
  const mutation = useMutation({
    mutationFn: () => read(true),
    onSuccess: (list) => client.setQueryData(queryKey, list),
  });
  return {
    list: query.data,
    loading: query.isLoading,
    failed: query.isError || mutation.isError,
    refreshing: mutation.isPending,
    refresh: () => mutation.mutate(),
  };
}

/** The settings that can choose the object, as texts. */
function given(draft: SyncDraft, object: ObjectType | undefined): Record<string, string> {
  return Object.fromEntries(
    (object?.settings ?? []).flatMap(({ name, secret }) => {
      const value = draft.settings[name];
      return !secret && isGiven(value) ? [[name, String(value)]] : [];
    }),
  );
}
