import { Progress, Text } from '@mantine/core';
import type { Run } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { Lasting } from '@/components/runs/Lasting';
import { LiveDot } from '@/components/text/LiveDot';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { doneShare, type ProgressSample, paceOf } from './progress';

/** How far a run is: what it does, how much of it is done, how fast, and how long the rest takes. */
export function RunProgress({
  run,
  sightings,
}: {
  run: Run;
  sightings: readonly ProgressSample[];
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const share = doneShare(run);
  const { rate, left } = paceOf(sightings, run.toPublish);
  const phase = t(
    run.state === 'queued' ? 'runs.phases.queued' : `runs.phases.${run.phase ?? 'starting'}`,
  );
  return (
    <Panel title={t('runs.progress')} aside={<LiveDot />}>
      <Text fw={600}>{phase}</Text>
      <Progress
        my="xs"
        value={(share ?? 1) * 100}
        animated={share === null}
        aria-label={phase}
        transitionDuration={150}
      />
      <Text c="dimmed">
        {run.phase === 'publishing' &&
          t('runs.published', {
            published: formats.number(run.published),
            of: formats.number(run.toPublish),
          })}
        {rate !== null && <> · {t('runs.perSecond', { rate: formats.number(Math.round(rate)) })}</>}
        {left !== null && left > 0 && (
          <>
            {' '}
            · {t('runs.left')} <Lasting milliseconds={left} />
          </>
        )}
      </Text>
      <Text c="dimmed" fz="sm">
        {t('runs.mayLeave')}
      </Text>
    </Panel>
  );
}
