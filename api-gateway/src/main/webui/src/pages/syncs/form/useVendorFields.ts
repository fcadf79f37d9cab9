import { useDebouncedValue } from '@mantine/hooks';
import type { DestinationFields, ObjectType } from '@/api/generated/model';
import { readDestinationFields } from '@/api/generated/operations';
import { isGiven } from '@/components/connectors/settings';
import { useWorkspace } from '@/workspace/here';
import { type SyncDraft, takesFields } from './syncDraft';
import { useVendorList, type VendorListRead } from './useVendorList';

/** The fields that the object of a draft has at the vendor. */
export function useVendorFields(
  draft: SyncDraft,
  object: ObjectType | undefined,
): VendorListRead<DestinationFields> {
  const workspace = useWorkspace();
  const [settings] = useDebouncedValue(JSON.stringify(given(draft, object)), 600);
  const { destination } = draft;
  const asked =
    destination !== null && object !== undefined && takesFields(object, draft.mode)
      ? { destination, object: object.name }
      : null;
  return useVendorList({
    queryKey: ['workspaces', workspace, 'destination-fields', asked, settings],
    read:
      asked === null
        ? null
        : (refresh, signal) =>
            readDestinationFields(
              workspace,
              asked.destination,
              asked.object,
              { settings: JSON.parse(settings), refresh },
              signal ? { signal } : {},
            ),
  });
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
