import type { Pipeline } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { InlineValue } from '@/components/text/InlineValue';
import { LiveDot } from '@/components/text/LiveDot';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import box from '@/features/pipeline/Stage.module.css';
import { isBehind, lagSeconds, standsAt, total } from '@/features/pipeline/stages';
import { TimeNode } from '@/features/pipeline/TimeNode';
import { useTranslation } from '@/texts/useTranslation';
import { AsOf } from './AsOf';
import { NotKnown } from './NotKnown';
import classes from './PipelinePicture.module.css';
import { PipelineSkeleton } from './PipelineSkeleton';
import { isUntold } from './parts';
import { StageNode } from './StageNode';
import { Trails } from './Trails';
import type { Parts } from './useParts';

/** Whether the picture shows how late a stage is. */
const showsLag = ({ stages, asOf }: Pipeline) =>
  stages.some(
    (stage) =>
      stage.reachable &&
      standsAt(stage) === null &&
      isBehind(stage, asOf) &&
      lagSeconds(stage, asOf) !== null,
  );

/** The way of the data from left to right, with what is known of each part right now. */
export function PipelinePicture({ parts }: { parts: Parts }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { pipeline, events, people, sources, audiences, syncs, destinations } = parts;
  const shown = [pipeline, events, people, sources, audiences, syncs, destinations];
  const under = (stage: Pipeline['stages'][number]) => {
    switch (stage.stage) {
      case 'identity':
        return (
          <InlineValue query={people}>
            {({ profiles }) => t('home.people', { count: profiles })}
          </InlineValue>
        );
      case 'audiences':
        return (
          <InlineValue query={audiences}>
            {({ data }) =>
              t('home.audiencesOn', {
                count: data.filter(({ state }) => state.stage === 'on').length,
              })
            }
          </InlineValue>
        );
      case 'destinations':
        return t('home.onTheirWay', { count: total(stage.pending) });
      default:
        return null;
    }
  };
  return (
    <Panel
      title={t('home.pipeline')}
      aside={shown.some(isUntold) ? <AsOf queries={shown} /> : <LiveDot query={pipeline} />}
    >
      <Loaded query={pipeline} skeleton={<PipelineSkeleton />} failed={() => <NotKnown />}>
        {(pipeline) => (
          <>
            <TimeNode pipeline={pipeline} />
            <ol className={classes.way}>
              <li className={box.stage}>
                <span className={box.name}>{t('nav.sources')}</span>
                <strong>
                  <InlineValue query={events}>
                    {({ perMinute }) =>
                      t('home.ratePerMinute', { rate: formats.number(perMinute) })
                    }
                  </InlineValue>
                </strong>
                <span className={box.under}>
                  <InlineValue query={sources}>
                    {({ data }) =>
                      t('home.sourcesOn', { count: data.filter(({ enabled }) => enabled).length })
                    }
                  </InlineValue>
                </span>
                <span className={box.under}>
                  <InlineValue query={events}>
                    {({ newestAt }) =>
                      newestAt === null ? (
                        t('home.noEventYet')
                      ) : (
                        <>
                          {t('home.lastEvent')} <Time at={newestAt} clock="business" />
                        </>
                      )
                    }
                  </InlineValue>
                </span>
              </li>
              {pipeline.stages.map((stage) => (
                <StageNode
                  key={stage.stage}
                  status={stage}
                  pipeline={pipeline}
                  readAt={parts.pipeline.dataUpdatedAt}
                  under={under(stage)}
                />
              ))}
              <li className={box.stage}>
                <span className={box.name}>{t('nav.destinations')}</span>
                <strong>
                  <InlineValue query={destinations}>
                    {({ data }) =>
                      t('home.active', {
                        active: formats.number(
                          data.filter(({ state }) => state === 'active').length,
                        ),
                        count: data.length,
                      })
                    }
                  </InlineValue>
                </strong>
                <span className={box.under}>
                  <InlineValue query={syncs}>
                    {({ data }) =>
                      t('home.syncsOn', {
                        count: data.filter(({ state }) => state === 'active').length,
                      })
                    }
                  </InlineValue>
                </span>
              </li>
            </ol>
            <Trails pipeline={pipeline} readAt={parts.pipeline.dataUpdatedAt} />
          </>
        )}
      </Loaded>
      <p className={classes.note}>
        {t(pipeline.data && showsLag(pipeline.data) ? 'home.pipelineNoteLag' : 'home.pipelineNote')}
      </p>
    </Panel>
  );
}
