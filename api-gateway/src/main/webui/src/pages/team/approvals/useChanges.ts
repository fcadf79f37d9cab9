import { useQuery } from '@tanstack/react-query';
import { everyPage, PAGE } from '@/api/everyPage';
import type { ChangeRequest, ChangeRequestField } from '@/api/generated/model';
import { useWorkspace } from '@/app/workspace/here';
import { restorationOf, restored } from './restored';

/**
 * The fields that a change would set. A restored version is compared with the present one, as long as
 * nobody has decided.
 */
export function useChanges({ path, state, changes }: ChangeRequest): readonly ChangeRequestField[] {
  const workspace = useWorkspace();
  const restoration = state === 'open' ? restorationOf(path) : null;
  const { data } = useQuery({
    queryKey: ['workspaces', workspace, 'restored', path],
    queryFn: ({ signal }) =>
      restoration === null
        ? null
        : everyPage((cursor) =>
            restoration.versions(workspace, restoration.id, { limit: PAGE, cursor }, { signal }),
          ),
    enabled: restoration !== null,
  });
  return restoration && data ? restored(data.data, restoration.version) : changes;
}
