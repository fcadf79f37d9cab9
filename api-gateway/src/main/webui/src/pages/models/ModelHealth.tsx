import type { Model } from '@/api/generated/model';
import { ConnectionLink } from '@/components/objects/ObjectLink';
import { useConnectionNames } from '@/components/objects/useNames';
import { Columns } from '@/components/page/Columns';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { RunCounts } from '@/components/runs/RunCounts';
import { RunSummary } from '@/components/runs/RunSummary';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { filingFacts } from '@/features/filing/filingFacts';
import { PERSON } from '@/features/models/entity';
import { useTranslation } from '@/texts/useTranslation';
import { ScheduleWords } from './ScheduleWords';
import { UsedBySyncs } from './UsedBySyncs';

/** Whether it is well: what the last run did, how fresh the rows are, and when they are read next. */
export function ModelHealth({ model }: { model: Model }) {
  const { t } = useTranslation();
  const connectionName = useConnectionNames();
  const { lastRun, lastSuccess } = model;
  return (
    <Columns
      main={
        <>
          {lastRun ? (
            <RunSummary run={lastRun} title={t('models.lastRun')} />
          ) : (
            <Panel title={t('models.lastRun')}>{t('models.nothingRead')}</Panel>
          )}
          {lastSuccess && lastSuccess.id !== lastRun?.id && (
            <Panel title={t('models.lastSuccess')}>
              <RunCounts run={lastSuccess} />
            </Panel>
          )}
          <UsedBySyncs model={model} />
        </>
      }
      side={
        <Panel title={t('object.about')}>
          <Facts
            facts={[
              {
                label: t('models.schedule.label'),
                value: model.paused ? (
                  t('models.paused')
                ) : (
                  <ScheduleWords schedule={model.schedule} />
                ),
              },
              ...(model.nextRunAt
                ? [
                    {
                      label: t('models.nextRun'),
                      value: <Time at={model.nextRunAt} clock="business" />,
                    },
                  ]
                : []),
              {
                label: t('models.connection'),
                value: (
                  <ConnectionLink id={model.warehouse} name={connectionName(model.warehouse)} />
                ),
              },
              {
                label: t('models.from'),
                value: model.table ? (
                  <span className="mono">{model.table}</span>
                ) : (
                  t('models.aQuery')
                ),
              },
              {
                label: t('models.eachRow'),
                value: model.entity === PERSON ? t('models.onePerson') : model.entity,
              },
              {
                label: t('models.key'),
                value: <span className="mono">{model.primaryKey.join(', ')}</span>,
              },
              ...filingFacts(model, t),
              { label: t('object.key'), value: <CopyText value={model.key} /> },
              { label: t('object.id'), value: <CopyText value={model.id} /> },
              { label: t('object.changed'), value: <Time at={model.updatedAt} clock="wall" /> },
            ]}
          />
        </Panel>
      }
    />
  );
}
