import { Stack, Text } from '@mantine/core';
import type { Run } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { WarehouseWords } from '../feedback/WarehouseWords';
import { TextLink } from '../links';
import { Panel } from '../page/Panel';
import { RunState } from '../states/RunState';
import { Time } from '../text/Time';
import { RunCounts } from './RunCounts';
import { StartedBy } from './StartedBy';

/** A run in short, with the way to all of it. */
export function RunSummary({ run, title }: { run: Run; title: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <Panel title={title} aside={<RunState state={run.state} />}>
      <Stack gap="sm">
        <Text>
          <StartedBy run={run} /> <Time at={run.queuedAt} clock="wall" />{' '}
          <TextLink to="/w/$workspace/runs/$run" params={{ workspace, run: run.id }}>
            {t('runs.open')}
          </TextLink>
        </Text>
        {run.state === 'failed' && run.failure ? (
          <WarehouseWords {...run.failure} />
        ) : (
          <RunCounts run={run} />
        )}
      </Stack>
    </Panel>
  );
}
