import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { hasStatus } from '@/api/problem';
import { useWorkspace } from '@/app/workspace/here';
import { useTell } from '@/components/feedback/useTell';
import { rulesQuery } from '../../queries';
import { applyTrial, type Trial } from '../trialContract';
import { rebuildsQuery } from './queries';

/** Lets tried rules hold. Where others hold by now, these are read, and the trial says so itself. */
export function useApply(trial: Trial, on: { applied: () => void; refused: () => void }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const tell = useTell();
  const rules = rulesQuery(workspace).queryKey;
  const rebuilds = rebuildsQuery(workspace).queryKey;
  return useMutation({
    mutationFn: () => applyTrial(workspace, trial),
    onSuccess: ({ version, rebuild }) => {
      client.setQueryData(rules, { ...trial.rules, version });
      client.setQueryData(rebuilds, (before) => [rebuild, ...(before ?? [])]);
      on.applied();
      tell({ title: t('trial.apply.done'), message: t('trial.apply.started') });
    },
    onError: async (error) => {
      if (hasStatus(error, 412)) {
        await client.invalidateQueries({ queryKey: rules, exact: true });
        on.refused();
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: rebuilds }),
  });
}
