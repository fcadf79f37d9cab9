import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Sync, SyncRequest } from '@/api/generated/model';
import { changeSync, createSync } from '@/api/generated/operations';
import { syncsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';

export interface Asked {
  request: SyncRequest;
  paused: boolean;
}

/** Creates a sync, or changes the one that is stored, and leads to its page. */
export function useSaveSync(stored?: Sync) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  // Asking again after a lost answer must not make a second one; another form is another request.
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  const save = useMutation({
    mutationFn: ({ request, paused }: Asked) =>
      stored
        ? changeSync(workspace, stored.id, request, {
            headers: { 'If-Match': `"${stored.version}"` },
          })
        : createSync(workspace, request, { paused }, { headers: { 'Idempotency-Key': attempt } }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries(syncsQuery(workspace));
      void navigate({
        to: '/w/$workspace/syncs/$sync',
        params: { workspace, sync: id },
        replace: true,
      });
    },
  });
  return {
    isPending: save.isPending,
    status: save.status,
    error: save.error,
    mutate: save.mutate,
    changed: () => {
      setAttempt(crypto.randomUUID());
      save.reset();
    },
  };
}
