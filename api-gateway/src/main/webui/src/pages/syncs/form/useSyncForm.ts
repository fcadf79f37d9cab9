import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Sync, SyncRequest } from '@/api/generated/model';
import { changeSync, createSync } from '@/api/generated/operations';
import { syncsQuery } from '@/api/queries';
import { useForm } from '@/components/form/useForm';
import { useWorkspace } from '@/workspace/here';
import type { SyncDraft } from './syncDraft';

export interface Asked {
  request: SyncRequest;
  paused: boolean;
  /** The ticket of a plan, which must still hold; null to save without one. */
  plan?: string | null;
}

/** Creates a sync, or changes the one that is stored, and leads to its page. */
export function useSyncForm(start: SyncDraft, stored?: Sync) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  return useForm<SyncDraft, Sync, Asked>({
    start,
    send: (_, { request, paused, plan }, attempt) => {
      const planned = plan ? { plan } : {};
      return stored
        ? changeSync(workspace, stored.id, request, planned, {
            headers: { 'If-Match': `"${stored.version}"` },
          })
        : createSync(
            workspace,
            request,
            { paused, ...planned },
            { headers: { 'Idempotency-Key': attempt } },
          );
    },
    onSaved: ({ id }) => {
      void client.invalidateQueries(syncsQuery(workspace));
      void navigate({
        to: '/w/$workspace/syncs/$sync',
        params: { workspace, sync: id },
        replace: true,
      });
    },
  });
}
