import { useTranslation } from 'react-i18next';
import type { Audience, Destination, Pipeline, Source, Sync } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { LiveDot } from '@/components/text/LiveDot';
import { useFormats } from '@/components/text/useFormats';
import classes from './PipelinePicture.module.css';
import { StageNode } from './StageNode';
import { total } from './stages';

interface Props {
  pipeline: Pipeline;
  readAt: number;
  perMinute: number;
  sources: Source[];
  people: number;
  audiences: Audience[];
  syncs: Sync[];
  destinations: Destination[];
}

/** The way of the data from left to right, with what is known of each part right now. */
export function PipelinePicture(props: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { pipeline, readAt, perMinute, sources, people, audiences, syncs, destinations } = props;
  const under: Record<Pipeline['stages'][number]['stage'], string> = {
    identity: t('home.people', { count: people }),
    audiences: t('home.audiencesOn', {
      count: audiences.filter(({ state }) => state.stage === 'on').length,
    }),
    destinations: t('home.onTheirWay', {
      count: total(pipeline.stages.find(({ stage }) => stage === 'destinations')?.pending ?? {}),
    }),
  };
  const active = destinations.filter(({ state }) => state === 'active').length;
  return (
    <Panel title={t('home.pipeline')} aside={<LiveDot />}>
      <ol className={classes.way}>
        <li className={classes.node}>
          <span className={classes.name}>{t('nav.sources')}</span>
          <strong>{t('home.ratePerMinute', { rate: formats.number(perMinute) })}</strong>
          <span className={classes.under}>
            {t('home.sourcesOn', { count: sources.filter(({ enabled }) => enabled).length })}
          </span>
        </li>
        {pipeline.stages.map((stage) => (
          <StageNode
            key={stage.stage}
            status={stage}
            asOf={pipeline.asOf}
            readAt={readAt}
            under={under[stage.stage]}
          />
        ))}
        <li className={classes.node}>
          <span className={classes.name}>{t('nav.destinations')}</span>
          <strong>
            {t('home.active', { active: formats.number(active), count: destinations.length })}
          </strong>
          <span className={classes.under}>
            {t('home.syncsOn', {
              count: syncs.filter(({ state }) => state === 'active').length,
            })}
          </span>
        </li>
      </ol>
      <p className={classes.note}>{t('home.pipelineNote')}</p>
    </Panel>
  );
}
