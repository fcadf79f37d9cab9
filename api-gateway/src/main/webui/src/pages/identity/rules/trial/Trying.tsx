import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Loaded } from '@/components/feedback/Loaded';
import { Columns } from '@/components/page/Columns';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { isUnderWay } from '../../work';
import { Behind } from './Behind';
import { Earlier } from './Earlier';
import { LargestPanel } from './LargestPanel';
import { LeftOutTable } from './LeftOutTable';
import type { OfForm } from './ofForm';
import { rebuildsQuery, trialQuery, trialsQuery } from './queries';
import { RebuildPanel } from './RebuildPanel';
import { Samples } from './Samples';
import { TrialPanel } from './TrialPanel';
import { TRIED } from './useTry';

/** What rules would do to the history: the dry run of the address, else the latest; and the rebuilds. */
export function Trying({ saved, form }: OfForm) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const search = useSearch({ from: '/w/$workspace/identity' });
  const trials = useQuery(trialsQuery(workspace));
  const rebuilds = useQuery(rebuildsQuery(workspace));
  const [lastTrial] = trials.data ?? [];
  const [lastRebuild] = rebuilds.data ?? [];
  const id = search.trial ?? lastTrial?.id;
  const listed = trials.data?.find((trial) => trial.id === id);
  const underWay = listed !== undefined && isUnderWay(listed);
  const read = useQuery({
    ...trialQuery(workspace, id ?? ''),
    enabled: id !== undefined && trials.data !== undefined && !underWay,
  });
  const report = underWay ? null : read.data?.report;
  const rebuildIsNews =
    lastRebuild !== undefined &&
    (isUnderWay(lastRebuild) ||
      lastTrial === undefined ||
      Date.parse(lastRebuild.createdAt) > Date.parse(lastTrial.createdAt));
  const skeleton = (
    <Panel title={t('trial.title')}>
      <Skeleton height={96} />
    </Panel>
  );
  return (
    <Columns
      main={
        <>
          {rebuilds.data && <Behind saved={saved} rebuilds={rebuilds.data} />}
          {rebuildIsNews && <RebuildPanel rebuild={lastRebuild} />}
          <div id={TRIED} tabIndex={-1}>
            <Loaded query={trials} skeleton={skeleton}>
              {() =>
                id === undefined || underWay ? (
                  <TrialPanel trial={listed} saved={saved} form={form} />
                ) : (
                  <Loaded key={id} query={read} skeleton={skeleton}>
                    {(trial) => <TrialPanel trial={trial} saved={saved} form={form} />}
                  </Loaded>
                )
              }
            </Loaded>
          </div>
          {report && <Samples samples={report.samples} />}
          {report && <LeftOutTable leftOut={report.leftOut} />}
        </>
      }
      side={
        <>
          {report && <LargestPanel largest={report.largest} />}
          <Earlier trials={trials} rebuilds={rebuilds} shown={id} />
        </>
      }
    />
  );
}
