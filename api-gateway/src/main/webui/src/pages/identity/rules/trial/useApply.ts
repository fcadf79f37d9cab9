import { useMutation, useQueryClient } from '@tanstack/react-query';
import { hasStatus } from '@/api/problem';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { rulesQuery } from '../../queries';
import { applyTrial, type Trial } from '../trialContract';
import { rebuildsQuery } from './queries';

/** Lets tried rules hold. Where others hold by now, these are read, and the dry run says so itself. */
export function useApply(trial: Trial, onApplied: () => void) {
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
      onApplied();
      tell({ title: t('trial.apply.done'), message: t('trial.apply.started') });
    },
    onError: (error) =>
      hasStatus(error, 412)
        ? client.invalidateQueries({ queryKey: rules, exact: true })
        : undefined,
    onSettled: () => client.invalidateQueries({ queryKey: rebuilds }),
  });
}
