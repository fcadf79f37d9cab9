import { useQuery } from '@tanstack/react-query';
import type { PersonLabel } from '@/api/generated/model';
import { labelOf } from '@/api/personLabels';
import { useWorkspace } from '@/workspace/here';
import { usePersonWords } from './usePersonWords';

/** What the ids of profiles begin with. */
const PROFILE = 'prf_';

/**
 * The name of a person; null while it is read. An identifier in the place of the id stands for itself.
 *
 * @param known the label in the list with the person; without it, the name is read
 */
export function usePersonName(id: string, known?: PersonLabel): string | null {
  const workspace = useWorkspace();
  const words = usePersonWords();
  const isProfile = id.startsWith(PROFILE);
  const { data, isError } = useQuery({
    queryKey: ['workspaces', workspace, 'person-labels', id],
    queryFn: () => labelOf(workspace, id),
    enabled: known === undefined && isProfile,
    staleTime: 60_000,
    refetchInterval: false,
    refetchOnWindowFocus: false,
  });
  if (!isProfile) {
    return id;
  }
  const person = known ?? data;
  return person === undefined && !isError ? null : words(id, person);
}
