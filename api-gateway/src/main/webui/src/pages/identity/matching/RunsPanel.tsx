import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { ItemNote } from '@/components/list/ItemList';
import { Panel } from '@/components/page/Panel';
import { Lasting } from '@/components/runs/Lasting';
import { RunState } from '@/components/states/RunState';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { ActorName } from '@/components/text/ActorName';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { matchingRunsQuery } from '../queries';
import { type MatchingRun, SCHEDULE } from '../suggestions/contract';
import classes from './matching.module.css';

/** The latest searches and what came of each. */
export function RunsPanel() {
  const { t } = useTranslation();
  const query = useQuery(matchingRunsQuery(useWorkspace()));
  return (
    <Panel title={t('matching.runs')} flush>
      <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
        {(runs) =>
          runs.length === 0 ? (
            <ItemNote>{t('matching.noRuns')}</ItemNote>
          ) : (
            <ul className={classes.runs}>
              {runs.map((run) => (
                <OneRun key={run.id} run={run} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function OneRun({ run }: { run: MatchingRun }) {
  const { t } = useTranslation();
  const { state, startedAt, endedAt } = run;
  return (
    <li>
      <div className={classes.run}>
        <RunState state={state} />
        <Text span fz="sm" c="dimmed">
          <Time at={run.createdAt} clock="wall" />
        </Text>
      </div>
      {state === 'succeeded' && (
        <div>
          {t('matching.found', { count: run.pairs, records: run.records })}{' '}
          {run.merged > 0 && t('matching.mergedInRun', { count: run.merged })}
        </div>
      )}
      {run.error && <div className={classes.error}>{run.error}</div>}
      <Text fz="sm" c="dimmed">
        {run.startedBy === SCHEDULE ? (
          t('matching.bySchedule')
        ) : (
          <>
            {t('matching.by')} <ActorName actor={run.startedBy} />
          </>
        )}
        {startedAt && endedAt && (
          <>
            {', '}
            <Lasting milliseconds={Date.parse(endedAt) - Date.parse(startedAt)} />
          </>
        )}
      </Text>
    </li>
  );
}
