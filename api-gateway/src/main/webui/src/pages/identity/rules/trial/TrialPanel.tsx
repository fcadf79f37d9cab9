import { Button, Stack, Text } from '@mantine/core';
import { Failure } from '@/components/feedback/Failure';
import { Panel } from '@/components/page/Panel';
import { RunState } from '@/components/states/RunState';
import { ActorName } from '@/components/text/ActorName';
import { LiveDot } from '@/components/text/LiveDot';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { isUnderWay } from '../../work';
import type { Trial } from '../trialContract';
import { Outcome } from './Outcome';
import type { OfForm } from './ofForm';
import { TrialProgress } from './TrialProgress';
import classes from './trial.module.css';
import { useTry } from './useTry';

/** The progress, the end or the result of a dry run. */
export function TrialPanel({ trial, saved, form }: OfForm & { trial: Trial | undefined }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('trial.title')}
      aside={trial && (isUnderWay(trial) ? <LiveDot /> : <RunState state={trial.state} />)}
    >
      {trial === undefined ? (
        <NoTrial />
      ) : (
        <Stack gap="sm">
          {isUnderWay(trial) ? (
            <TrialProgress trial={trial} />
          ) : trial.report ? (
            <Outcome trial={trial} report={trial.report} saved={saved} form={form} />
          ) : (
            <Broken trial={trial} />
          )}
          <Text fz="sm" c="dimmed">
            {t('trial.tried')} <Time at={trial.createdAt} clock="wall" /> {t('trial.by')}{' '}
            <ActorName actor={trial.startedBy} />
          </Text>
        </Stack>
      )}
    </Panel>
  );
}

function NoTrial() {
  const { t } = useTranslation();
  const may = useMay('startRulesTrial');
  return (
    <Text c="dimmed">
      {t(may.allowed ? 'trial.none' : 'trial.noneYet')}{' '}
      {!may.allowed && may.needs && t('trial.apply.needs', { role: t(`roles.${may.needs}`) })}
    </Text>
  );
}

const NOTHING_SHOWN = {
  cancelled: 'trial.cancelled',
  succeeded: 'trial.forgotten',
  failed: 'trial.failed',
} as const;

/** A dry run that shows nothing, or nothing any more. */
function Broken({ trial: { state, error, rules } }: { trial: Trial }) {
  const { t } = useTranslation();
  const may = useMay('startRulesTrial').allowed;
  const again = useTry();
  const { version: _, ...tried } = rules;
  return (
    <>
      <Text>
        {t(NOTHING_SHOWN[state === 'cancelled' || state === 'succeeded' ? state : 'failed'])}
      </Text>
      {error && <Text className={classes.error}>{error}</Text>}
      {again.error && <Failure error={again.error} />}
      {may && (
        <div>
          <Button variant="default" loading={again.isPending} onClick={() => again.mutate(tried)}>
            {t('trial.tryAgain')}
          </Button>
        </div>
      )}
    </>
  );
}
