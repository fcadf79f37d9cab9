import { useQueryClient } from '@tanstack/react-query';
import type { Outcome } from '@/api/identity';
import { useTell } from '@/components/feedback/useTell';
import { pendingChanges } from '@/features/pending/pendingChanges';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { DECIDED, DecidedNow } from './DecidedNow';
import { decisions } from './held';

/** Sends what was decided of one item. */
export type Settle = (
  workspace: string,
  id: string,
  outcome: { outcome: Outcome },
  options: RequestInit,
) => Promise<{ event: string | null }>;

/** Decides an item with one click, and says so together with the way back. */
export function useDecide(settle: Settle) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  return (id: string, outcome: Outcome) => {
    decisions.hold(id, outcome, async () => {
      try {
        const { event } = await settle(workspace, id, { outcome }, { keepalive: true });
        if (event !== null) {
          // The decision is stored, and the profiles are merged a moment later.
          pendingChanges.add(workspace, id, {
            event,
            subject: 'decision',
            name: id,
            sentAt: Date.now(),
          });
        }
      } catch (error) {
        tell({
          title: t('inbox.refused'),
          message: error instanceof Error ? error.message : '',
          color: 'red',
        });
        throw error;
      } finally {
        void client.invalidateQueries({ queryKey: ['workspaces', workspace, 'identity'] });
      }
    });
    tell({ id: DECIDED, message: <DecidedNow />, autoClose: false });
  };
}
