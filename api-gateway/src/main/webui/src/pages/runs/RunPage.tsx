import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { changedRowsQuery, isOver, refusedRowsQuery } from '@/api/dataQueries';
import type { Run } from '@/api/generated/model';
import { WarehouseWords } from '@/components/feedback/WarehouseWords';
import { TextLink } from '@/components/links';
import { useModelNames } from '@/components/objects/useNames';
import { Columns } from '@/components/page/Columns';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { RunCounts } from '@/components/runs/RunCounts';
import { StartedBy } from '@/components/runs/StartedBy';
import { RunState } from '@/components/states/RunState';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AboutRun } from './AboutRun';
import { ChangedRows } from './ChangedRows';
import { HeldRun } from './HeldRun';
import type { ProgressSample } from './progress';
import { RefusedRows } from './RefusedRows';
import { RunActions } from './RunActions';
import { RunProgress } from './RunProgress';
import { useFollowedRun } from './useFollowedRun';

export function RunPage() {
  const { t } = useTranslation();
  const { run } = useParams({ from: '/w/$workspace/runs/$run' });
  const { query, sightings } = useFollowedRun(run);
  return (
    <LoadedPage query={query} kind={t('runs.one')}>
      {(run) => <LoadedRun key={run.id} run={run} sightings={sightings} />}
    </LoadedPage>
  );
}

function LoadedRun({ run, sightings }: { run: Run; sightings: ProgressSample[] }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const modelName = useModelNames();
  // Without exact numbers, a small number of rows is shown as none, and no rows are shown.
  const rounded = Boolean(run.approximate);
  const compared = run.counts.read > 0 || run.counts.previous > 0;
  const found = run.counts.added + run.counts.changed + run.counts.removed;
  const changes = useQuery({
    ...changedRowsQuery(workspace, run.id, found),
    enabled: compared && !rounded,
  });
  const refused = useQuery({
    ...refusedRowsQuery(workspace, run.id),
    enabled: run.counts.refused > 0 && !rounded,
  });
  return (
    <Page
      title={t('runs.title', { model: modelName(run.model) })}
      badge={<RunState state={run.state} />}
      lead={
        <>
          <StartedBy run={run} /> <Time at={run.queuedAt} clock="wall" />
        </>
      }
      crumbs={[
        <ListCrumb key="all" of="models" />,
        <TextLink
          key="model"
          to="/w/$workspace/models/$model"
          params={{ workspace, model: run.model }}
          inherit
        >
          {modelName(run.model)}
        </TextLink>,
      ]}
      actions={<RunActions run={run} />}
    >
      <Columns
        main={
          <>
            {run.state === 'held' && <HeldRun run={run} />}
            {run.state === 'failed' && run.failure && (
              <Panel title={t('runs.whatWentWrong')}>
                <WarehouseWords {...run.failure} />
              </Panel>
            )}
            {!isOver(run) && run.state !== 'held' && (
              <RunProgress run={run} sightings={sightings} />
            )}
            <Panel title={t('runs.found')}>
              {compared || run.state === 'succeeded' ? (
                <RunCounts run={run} />
              ) : (
                t(isOver(run) ? 'runs.foundNothing' : 'runs.notCompared')
              )}
            </Panel>
            {rounded && isOver(run) && (
              <Panel title={t('runs.samples')}>
                <Text c="dimmed">{t('models.rowsWithheld')}</Text>
              </Panel>
            )}
            {compared && !rounded && <ChangedRows query={changes} found={found} />}
            {run.counts.refused > 0 && !rounded && <RefusedRows query={refused} run={run} />}
          </>
        }
        side={<AboutRun run={run} />}
      />
    </Page>
  );
}
