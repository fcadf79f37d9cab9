import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { startRebuild, type Trial, type TrialReport } from '../trialContract';
import { rebuildsQuery } from './queries';
import { WhatHappens } from './WhatHappens';

interface Props {
  /** Among words. */
  quiet?: boolean;
  trial?: Trial;
  report?: TrialReport;
}

/** Has everybody decided anew under the rules that hold already. */
export function RebuildNow({ quiet = false, trial, report }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { queryKey } = rebuildsQuery(workspace);
  const rebuild = useMutation({
    mutationFn: () => startRebuild(workspace),
    onSuccess: (started) => {
      client.setQueryData(queryKey, (before) => [started, ...(before ?? [])]);
      setAsking(false);
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return (
    <>
      <Button
        {...(quiet && { variant: 'subtle', size: 'compact-sm' })}
        onClick={() => setAsking(true)}
      >
        {t('trial.apply.rebuild')}
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('trial.apply.rebuildTitle')}
        action={t('trial.apply.actRebuild')}
        mutation={rebuild}
      >
        <WhatHappens trial={trial} report={report} />
      </Confirm>
    </>
  );
}
