import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isOver, runQuery } from '@/api/dataQueries';
import type { Run } from '@/api/generated/model';
import { cancelRun } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { useStartRun } from '@/components/runs/useStartRun';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

/** Cancelling what is under way, and running again what is over. */
export function RunActions({ run }: { run: Run }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const mayStart = useMay('startRun').allowed;
  const mayCancel = useMay('cancelRun').allowed;
  const [asked, setAsked] = useState(false);
  const start = useStartRun();
  const cancel = useMutation({
    mutationFn: () => cancelRun(workspace, run.id),
    onSuccess: (cancelled) => {
      setAsked(true);
      client.setQueryData(runQuery(workspace, run.id).queryKey, cancelled);
    },
  });
  if (isOver(run)) {
    return mayStart ? (
      <>
        {start.error && <Failure error={start.error} />}
        <Button variant="default" loading={start.isPending} onClick={() => start.mutate(run.model)}>
          {t('runs.again')}
        </Button>
      </>
    ) : null;
  }
  return mayCancel && run.state !== 'held' ? (
    <>
      {cancel.error && <Failure error={cancel.error} />}
      <Button
        variant="default"
        loading={cancel.isPending}
        disabled={asked}
        onClick={() => cancel.mutate()}
      >
        {t(asked ? 'runs.cancelling' : 'runs.cancel')}
      </Button>
    </>
  ) : null;
}
