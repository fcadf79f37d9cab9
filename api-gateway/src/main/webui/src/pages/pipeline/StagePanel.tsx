import type { Pipeline, StageStatus } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { dataUpTo, earlierStages, isBehind } from '@/features/pipeline/stages';
import { useTranslation } from '@/texts/useTranslation';
import classes from './StagePanel.module.css';
import { BADGES, SERVICES, stageState } from './stageState';

/** One stage: how far it is, and, unless it is up to date, why and what to do. */
export function StagePanel({ stage, pipeline }: { stage: StageStatus; pipeline: Pipeline }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { asOf } = pipeline;
  const at = dataUpTo(pipeline, stage);
  const earlier = earlierStages(pipeline, stage).find((each) => isBehind(each, asOf));
  const state = stageState(stage, asOf);
  const waiting = Object.entries(stage.behind).filter(([, count]) => count > 0);
  return (
    <Panel
      title={t(`home.stages.${stage.stage}`)}
      aside={<StateBadge state={BADGES[state]}>{t(`pipelinePage.states.${state}`)}</StateBadge>}
    >
      <dl className={classes.facts}>
        <dt>{t('pipelinePage.dataUpTo')}</dt>
        <dd>
          {at === null ? t('pipelinePage.states.unknown') : <Time at={at} exact clock="wall" />}
          {earlier !== undefined && (
            <>
              {'. '}
              {t('pipelinePage.earlier', { stage: t(`home.stages.${earlier.stage}`) })}
            </>
          )}
        </dd>
        {state !== 'ok' && (
          <>
            {waiting.length > 0 && (
              <>
                <dt>{t('pipelinePage.waiting')}</dt>
                <dd>
                  {formats.list(
                    waiting.map(([topic, count]) => t('pipelinePage.inTopic', { topic, count })),
                  )}
                </dd>
              </>
            )}
            <dt>{t('pipelinePage.reason')}</dt>
            <dd>
              {t(`pipelinePage.reasons.${state}`)}
              {stage.standing.length > 0 && (
                <ul className={classes.partitions}>
                  {stage.standing.map(({ topic, partition, offset, since }) => (
                    <li key={`${topic}-${partition}`}>
                      {t('pipelinePage.partition', {
                        address: `${topic}-${partition}, offset ${offset}`,
                        moment: formats.moment(new Date(since)),
                      })}
                    </li>
                  ))}
                </ul>
              )}
            </dd>
            <dt>{t('pipelinePage.remedy')}</dt>
            <dd>{t(`pipelinePage.remedies.${state}`, { service: SERVICES[stage.stage] })}</dd>
          </>
        )}
      </dl>
    </Panel>
  );
}
