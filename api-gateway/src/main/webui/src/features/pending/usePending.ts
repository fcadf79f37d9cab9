import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Accepted, Event } from '@/api/generated/model';
import { readEvent } from '@/api/generated/operations';
import { hasStatus } from '@/api/problem';
import { CALM } from '@/api/queryClient';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { PendingChange, Subject } from './pendingChange';
import { pendingChanges } from './pendingChanges';

/** How soon the outcome is asked for, while it usually comes. */
const SOON = 2_000;
/** A change that takes longer, in milliseconds, is late. */
export const USUAL = 60_000;

/** The pending change of one thing of an object. */
export function usePendingChange(
  object: string,
  subject: Subject,
  name: string,
): PendingChange | undefined {
  return usePendingChanges(object).find((each) => each.subject === subject && each.name === name);
}

/** All pending changes of a profile, a conflict or a suggestion, the oldest first. */
export function usePendingChanges(object: string): readonly PendingChange[] {
  const workspace = useWorkspace();
  return useSyncExternalStore(pendingChanges.subscribe, () => pendingChanges.of(workspace, object));
}

/** Says that the API has accepted a change, and marks it as pending. */
export function useAccepted(object: string) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const tell = useTell();
  return ({ event }: Accepted, change: Pick<PendingChange, 'subject' | 'name'>) => {
    pendingChanges.add(workspace, object, { ...change, event, sentAt: Date.now() });
    tell({ title: change.name, message: t('pending.sent') });
  };
}

/**
 * Asks for the outcome of a pending change. A change that is applied stops being pending once the
 * profile is read again.
 *
 * @returns the event once it is in quarantine, which means that the change was refused; else null
 */
export function useOutcome(object: string, change: PendingChange): Event | null {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['workspaces', workspace, 'outcomes', change.event],
    queryFn: async ({ signal }) => {
      try {
        return (await readEvent(workspace, change.event, { signal })).event;
      } catch (error) {
        // The event is recorded together with its effect.
        if (hasStatus(error, 404)) {
          return null;
        }
        throw error;
      }
    },
    refetchInterval: ({ state }) =>
      state.data ? false : Date.now() - change.sentAt < USUAL ? SOON : CALM,
  });
  const applied = data != null && data.outcome !== 'quarantined';
  useEffect(() => {
    if (applied) {
      void client
        .invalidateQueries({ queryKey: ['workspaces', workspace, ...shownBy(object, change)] })
        .then(() => pendingChanges.remove(workspace, object, change.event));
    }
  }, [applied, client, workspace, object, change]);
  return data == null || applied ? null : data;
}

/** The key of the queries that show a change. */
function shownBy(object: string, { subject }: PendingChange): string[] {
  return subject === 'decision' ? ['identity'] : ['profiles', object];
}
