import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { NewIdentityRules } from '@/api/identity';
import { useWorkspace } from '@/workspace/here';
import { startTrial } from '../trialContract';
import { trialsQuery } from './queries';

/** The id of what shows a dry run. */
export const TRIED = 'tried';

/** Tries rules on the history, and leads to how far that is. */
export function useTry() {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { queryKey } = trialsQuery(workspace);
  return useMutation({
    mutationFn: (rules: NewIdentityRules) => startTrial(workspace, rules),
    onSuccess: (trial) => {
      client.setQueryData(queryKey, (before) => [trial, ...(before ?? [])]);
      void navigate({
        to: '.',
        search: (before) => ({ ...before, trial: undefined }),
        replace: true,
        resetScroll: false,
      });
      requestAnimationFrame(() => {
        const shown = document.getElementById(TRIED);
        shown?.scrollIntoView({ block: 'start' });
        shown?.focus({ preventScroll: true });
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}
