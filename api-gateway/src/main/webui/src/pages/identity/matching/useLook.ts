import { useMutation, useQueryClient } from '@tanstack/react-query';
import { startMatchingRun } from '@/api/generated/operations';
import { hasStatus } from '@/api/problem';
import { useWorkspace } from '@/workspace/here';
import { matchingRunsQuery } from '../queries';

/** Starts a run. If another user has just started one, that is no failure: the page follows that run. */
export function useLook() {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const look = useMutation({
    mutationFn: () => startMatchingRun(workspace),
    onSettled: () => client.invalidateQueries(matchingRunsQuery(workspace)),
  });
  return { ...look, error: hasStatus(look.error, 409) ? null : look.error };
}
