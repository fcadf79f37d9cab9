import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { ButtonLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { RunState } from '@/components/states/RunState';
import { LiveDot } from '@/components/text/LiveDot';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { matchingRunsQuery } from '../queries';
import type { MatchingRun } from '../suggestions/contract';
import { isUnderWay } from '../work';
import { LookNow } from './LookNow';
import classes from './matching.module.css';
import { Progress } from './Progress';

/** How far the search is; where it is not under way, what the last one found. */
export function LookingPanel() {
  const { t } = useTranslation();
  const query = useQuery(matchingRunsQuery(useWorkspace()));
  const [last] = query.data ?? [];
  const underWay = last !== undefined && isUnderWay(last);
  return (
    <Panel
      title={t(underWay ? 'matching.looking' : 'matching.lastLook')}
      aside={underWay ? <LiveDot query={query} /> : last && <RunState state={last.state} />}
    >
      <Loaded query={query} skeleton={<Skeleton height={72} />}>
        {() => (underWay ? <Progress run={last} /> : <Last run={last} />)}
      </Loaded>
    </Panel>
  );
}

function Last({ run }: { run: MatchingRun | undefined }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <Stack gap="sm">
      {run === undefined ? (
        <Text>{t('matching.never')}</Text>
      ) : (
        <div>
          <Text>
            {run.state === 'succeeded'
              ? t('matching.found', { count: run.pairs, records: run.records })
              : t(run.state === 'failed' ? 'matching.failed' : 'matching.cancelled')}{' '}
            <Text span c="dimmed">
              <Time at={run.endedAt ?? run.createdAt} clock="wall" />
            </Text>
          </Text>
          {run.merged > 0 && <Text>{t('matching.mergedInRun', { count: run.merged })}</Text>}
          {run.blocksLeftOut > 0 && (
            <Text c="dimmed">{t('matching.leftOut', { count: run.blocksLeftOut })}</Text>
          )}
          {run.pairsLeftOut > 0 && (
            <Text c="dimmed">{t('matching.pairsLeftOut', { count: run.pairsLeftOut })}</Text>
          )}
          {run.error && <Text className={classes.error}>{run.error}</Text>}
        </div>
      )}
      <div className={classes.actions}>
        <LookNow />
        {run?.state === 'succeeded' && run.pairs > 0 && (
          <ButtonLink
            variant="default"
            to="/w/$workspace/identity"
            params={{ workspace }}
            search={{ tab: 'inbox', show: 'suggestions' }}
          >
            {t('matching.toSuggestions')}
          </ButtonLink>
        )}
      </div>
    </Stack>
  );
}
