import { Panel } from '@/components/page/Panel';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import type { AwayService } from '@/features/pipeline/awayServices';
import { useTranslation } from '@/texts/useTranslation';
import classes from './StagePanel.module.css';
import { BADGES } from './stageState';

/** One service that is no stage and does not answer: since when, what waits for it, and what to do. */
export function AwayServicePanel({
  service: { name, component, since },
}: {
  service: AwayService;
}) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t(`pipelinePage.services.${name}`)}
      aside={<StateBadge state={BADGES.away}>{t('pipelinePage.states.away')}</StateBadge>}
    >
      <dl className={classes.facts}>
        {since !== null && (
          <>
            <dt>{t('pipelinePage.lastAnswer')}</dt>
            <dd>
              <Time at={since} exact clock="wall" />
            </dd>
          </>
        )}
        <dt>{t('pipelinePage.reason')}</dt>
        <dd>
          {t('pipelinePage.reasons.away')} {t(`pipelinePage.missing.${name}`)}
        </dd>
        <dt>{t('pipelinePage.remedy')}</dt>
        <dd>{t('pipelinePage.serviceRemedy', { service: component })}</dd>
      </dl>
    </Panel>
  );
}
