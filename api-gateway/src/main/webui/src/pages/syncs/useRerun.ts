import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { rerunSync } from '@/api/generated/operations';
import { isWithoutAnswer } from '@/api/problem';
import { syncsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';

/** How long the page knows of a run that may have started, in milliseconds. */
const KNOWN = 24 * 60 * 60_000;

/**
 * Starts a run of a sync. The API starts a run for each request, so a request without an answer is not
 * sent a second time before the user has agreed, also after the dialog was closed.
 */
export function useRerun(sync: Sync, onStarted: () => void) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [agreed, setAgreed] = useState(false);
  const mutationKey = ['workspaces', workspace, 'syncs', sync.id, 'rerun'];
  const start = useMutation({
    mutationKey,
    gcTime: KNOWN,
    mutationFn: (plan: string | null) =>
      rerunSync(workspace, sync.id, plan === null ? {} : { plan }),
    onSuccess: onStarted,
    // The page has the sync by its key, and this dialog by its id.
    onSettled: () => {
      setAgreed(false);
      return client.invalidateQueries({ queryKey: syncsQuery(workspace).queryKey });
    },
  });
  const attempts = useMutationState({
    filters: { mutationKey, exact: true },
    select: ({ state: { status, error } }) => ({ status, lost: isWithoutAnswer(error) }),
  });
  const last = attempts.findLastIndex(({ status }) => status === 'success');
  const lost = attempts.slice(last + 1).some((each) => each.lost);
  return {
    /** @param plan the ticket of a plan; null if there is none */
    mutate: (plan: string | null) => start.mutate(plan),
    isPending: attempts.some(({ status }) => status === 'pending'),
    error: start.error,
    /** Whether a run may have started although no answer has come. */
    lost,
    /** Whether the user wants another run all the same. */
    agreed,
    agree: setAgreed,
  };
}
