import { Stack, Text } from '@mantine/core';
import type { RebuildResult } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { RunState } from '@/components/states/RunState';
import { LiveDot } from '@/components/text/LiveDot';
import { useTranslation } from '@/texts/useTranslation';
import { isUnderWay } from '../../work';
import type { Rebuild } from '../trialContract';
import { RebuildProgress } from './RebuildProgress';
import classes from './trial.module.css';
import { useTrialWords } from './useTrialWords';

/** A rebuild: how far it is, or what it came to. */
export function RebuildPanel({ rebuild }: { rebuild: Rebuild }) {
  const { t } = useTranslation();
  const { state, result, error } = rebuild;
  return (
    <Panel
      title={t('trial.rebuild.title')}
      aside={isUnderWay(rebuild) ? <LiveDot /> : <RunState state={state} />}
    >
      {isUnderWay(rebuild) ? (
        <RebuildProgress rebuild={rebuild} />
      ) : (
        <Stack gap="sm">
          {result && <ResultWords to={result} />}
          {(state === 'cancelled' || state === 'failed') && (
            <Text>{t(`trial.rebuild.${state}`)}</Text>
          )}
          {error && <Text className={classes.error}>{error}</Text>}
        </Stack>
      )}
    </Panel>
  );
}

function ResultWords({ to }: { to: RebuildResult }) {
  const words = useTrialWords();
  return (
    <>
      <p className={classes.sentence}>{words.changed(to)}</p>
      {words.unchanged(to).map((note) => (
        <Text key={note} c="dimmed">
          {note}
        </Text>
      ))}
    </>
  );
}
