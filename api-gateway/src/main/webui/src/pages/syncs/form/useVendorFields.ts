import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DestinationFields, ObjectType } from '@/api/generated/model';
import { readDestinationFields } from '@/api/generated/operations';
import { isGiven } from '@/components/connectors/settings';
import { useWorkspace } from '@/workspace/here';
import { type SyncDraft, takesFields } from './syncDraft';

/** While another reader is at work. */
const AGAIN = 3_000;

export interface VendorFieldsRead {
  list: DestinationFields | undefined;
  loading: boolean;
  /** Whether the API has refused to answer. */
  failed: boolean;
  refreshing: boolean;
  refresh: () => void;
}

interface Question {
  workspace: string;
  asked: { destination: string; object: string } | null;
  /** JSON. */
  settings: string;
  queryKey: readonly unknown[];
}

function read({ workspace, asked, settings }: Question, refresh: boolean, signal?: AbortSignal) {
  return readDestinationFields(
    workspace,
    asked?.destination ?? '',
    asked?.object ?? '',
    { settings: JSON.parse(settings), refresh },
    signal ? { signal } : {},
  );
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
  const question = { workspace, asked, settings, queryKey };
  const query = useQuery({
    queryKey,
    queryFn: asked === null ? skipToken : ({ signal }) => read(question, false, signal),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.delay === 'reading' ? AGAIN : false),
  });
  // The answer belongs to the question that was asked, and not to the one that is shown meanwhile.
  const mutation = useMutation({
    mutationKey: queryKey,
    mutationFn: (of: Question) => read(of, true),
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

/** The settings that can choose the object, as texts. */
function given(draft: SyncDraft, object: ObjectType | undefined): Record<string, string> {
  return Object.fromEntries(
    (object?.settings ?? []).flatMap(({ name, secret }) => {
      const value = draft.settings[name];
      return !secret && isGiven(value) ? [[name, String(value)]] : [];
    }),
  );
}
