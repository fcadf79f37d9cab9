import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelRulesTrial } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import type { Trial } from '../trialContract';
import { HistoryRead } from './HistoryRead';
import { trialsQuery } from './queries';

/** A dry run that is under way: how far it is, and its end for those who may. */
export function TrialProgress({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('cancelRulesTrial').allowed;
  const cancel = useMutation({
    mutationFn: () => cancelRulesTrial(workspace, trial.id),
    onSettled: () => client.invalidateQueries(trialsQuery(workspace)),
  });
  return (
    <Stack gap="sm">
      <HistoryRead reading={trial.progress} />
      <Text fz="sm" c="dimmed">
        {t('trial.mayLeave')}
      </Text>
      {cancel.error && <Failure error={cancel.error} />}
      {may && (
        <div>
          <Button
            variant="default"
            loading={cancel.isPending}
            disabled={cancel.isSuccess}
            onClick={() => cancel.mutate()}
          >
            {t(cancel.isSuccess ? 'trial.cancelling' : 'trial.cancel')}
          </Button>
        </div>
      )}
    </Stack>
  );
}
