import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Outcome, settleConflict } from '@/api/identity';
import { useWorkspace } from '@/app/workspace/here';
import { useTell } from '@/components/feedback/useTell';

/** Decides a conflict. A merge is done a moment later, which the list shows by itself. */
export function useSettle(outcome: Outcome, done?: () => void) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (conflict: string) => settleConflict(workspace, conflict, outcome),
    onSuccess: () => {
      tell({
        message: t(
          outcome === 'merge' ? 'identity.conflicts.merging' : 'identity.conflicts.keptNow',
        ),
      });
      done?.();
      return client.invalidateQueries({
        queryKey: ['workspaces', workspace, 'identity', 'conflicts'],
      });
    },
  });
}
