import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { runQuery } from '@/api/dataQueries';
import type { Run } from '@/api/generated/model';
import { cancelRun, releaseRun } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { DangerButton } from '@/components/form/DangerButton';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

/** Why a run waits for a decision, in numbers, and what each answer does. */
export function HeldRun({ run }: { run: Run }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('releaseRun');
  const [kept, setKept] = useState(false);
  const keepAnswer = (answered: Run) =>
    client.setQueryData(runQuery(workspace, run.id).queryKey, answered);
  const release = useMutation({
    mutationFn: () => releaseRun(workspace, run.id),
    onSuccess: keepAnswer,
  });
  const discard = useMutation({
    mutationFn: () => cancelRun(workspace, run.id),
    onSuccess: keepAnswer,
  });
  const { removed, previous } = run.counts;
  const rounded = Boolean(run.approximate);
  const numbers = {
    count: removed,
    previous: formats.number(previous),
    share: formats.percent(previous === 0 ? 0 : removed / previous),
    left: formats.number(previous - removed),
  };
  return (
    <Panel title={t('runs.held.title')}>
      <Stack gap="sm">
        <Text fw={600}>{rounded ? t('runs.held.whatRounded') : t('runs.held.what', numbers)}</Text>
        <Text>{t('runs.held.why')}</Text>
        {(release.error ?? discard.error) && <Failure error={release.error ?? discard.error} />}
        {may.allowed ? (
          <>
            <ul>
              <li>
                {rounded ? t('runs.held.releaseDoesRounded') : t('runs.held.releaseDoes', numbers)}
              </li>
              <li>{t('runs.held.keepDoes')}</li>
              <li>{t('runs.held.discardDoes')}</li>
            </ul>
            <Group>
              <DangerButton loading={release.isPending} onClick={() => release.mutate()}>
                {rounded ? t('runs.held.releaseRounded') : t('runs.held.release', numbers)}
              </DangerButton>
              <Button variant="default" onClick={() => setKept(true)}>
                {t('runs.held.keep')}
              </Button>
              <Button variant="subtle" loading={discard.isPending} onClick={() => discard.mutate()}>
                {t('runs.held.discard')}
              </Button>
            </Group>
            <Text role="status" c="dimmed">
              {kept && t('runs.held.kept')}
            </Text>
          </>
        ) : (
          may.needs && <Text>{t('role.needed', { role: t(`roles.${may.needs}`) })}</Text>
        )}
      </Stack>
    </Panel>
  );
}
