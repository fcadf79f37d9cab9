import { Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { RunState } from '@/components/states/RunState';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { ActorName } from '@/components/text/ActorName';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import type { Rebuild, Trial } from '../trialContract';
import { byAge, SHOWN } from './byAge';
import classes from './trial.module.css';
import { useTrialWords } from './useTrialWords';

interface Props {
  trials: UseQueryResult<Trial[]>;
  rebuilds: UseQueryResult<Rebuild[]>;
  /** The dry run that is shown beside it. */
  shown: string | undefined;
}

/** The latest dry runs and rebuilds; a dry run opens what it showed. */
export function Earlier({ trials, rebuilds, shown }: Props) {
  const { t } = useTranslation();
  if (trials.data?.length === 0 && rebuilds.data?.length === 0) {
    return null;
  }
  return (
    <Panel title={t('trial.earlier.title')} flush>
      <Loaded query={rebuilds} skeleton={<TableSkeleton rows={3} />}>
        {(rebuilt) => (
          <ul className={classes.earlier}>
            {byAge(trials.data ?? [], rebuilt)
              .slice(0, SHOWN)
              .map((each) => (
                <One key={each.id} work={each} shown={each.id === shown} />
              ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

function One({ work, shown }: { work: Trial | Rebuild; shown: boolean }) {
  const { t } = useTranslation();
  const words = useTrialWords();
  return (
    <li>
      <div className={classes.work}>
        {'basedOn' in work ? (
          <TextLink
            from="/w/$workspace/identity"
            to="."
            search={(before) => ({ ...before, trial: work.id })}
            replace
            resetScroll={false}
            aria-current={shown ? 'true' : undefined}
          >
            {t('trial.earlier.trial')}
          </TextLink>
        ) : (
          <span>{t('trial.earlier.rebuild')}</span>
        )}
        <RunState state={work.state} />
      </div>
      {'result' in work && work.result && <div>{words.changed(work.result)}</div>}
      <Text fz="sm" c="dimmed">
        <Time at={work.createdAt} clock="wall" /> {t('trial.by')}{' '}
        <ActorName actor={work.startedBy} />
      </Text>
    </li>
  );
}
