import { Alert, Checkbox, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Sync } from '@/api/generated/model';
import { syncQuery } from '@/api/queries';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { useRerun } from './useRerun';

interface Props {
  sync: Sync;
  rerun: Pick<ReturnType<typeof useRerun>, 'agreed' | 'agree' | 'isPending'>;
}

/** Says that a run may have started, shows the newest run, and asks before another run starts. */
export function PerhapsStarted({ sync, rerun }: Props) {
  const { t } = useTranslation();
  const query = useQuery(syncQuery(useWorkspace(), sync.id));
  return (
    <Alert mt="md" color="yellow" role="alert" title={t('plan.noAnswer')}>
      <Stack gap="xs">
        <Text fz="sm">{t('plan.perhapsRuns')}</Text>
        <Text fz="sm">
          {query.isPending && t('plan.readingRun')}
          {query.isError && t('plan.unreadRun')}
          {query.isSuccess && <NewestRun run={query.data.run} />}
        </Text>
        <Checkbox
          label={t('plan.anotherRun')}
          checked={rerun.agreed}
          disabled={rerun.isPending}
          onChange={({ currentTarget }) => rerun.agree(currentTarget.checked)}
        />
      </Stack>
    </Alert>
  );
}

function NewestRun({ run }: { run: Sync['run'] }) {
  const { t } = useTranslation();
  if (run === null) {
    return t('plan.noRun');
  }
  return (
    <>
      {t(run.endedAt === null ? 'plan.runningSince' : 'plan.endedRun')}{' '}
      <Time at={run.startedAt} clock="wall" exact />
    </>
  );
}
