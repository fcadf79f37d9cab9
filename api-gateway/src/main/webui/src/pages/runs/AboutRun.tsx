import type { Run } from '@/api/generated/model';
import { ModelLink } from '@/components/objects/ObjectLink';
import { useModelNames } from '@/components/objects/useNames';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { Lasting } from '@/components/runs/Lasting';
import { Starter } from '@/components/runs/StartedBy';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { millisecondsOf } from '@/texts/duration';
import { useTranslation } from '@/texts/useTranslation';

export function AboutRun({ run }: { run: Run }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const modelName = useModelNames();
  return (
    <Panel title={t('object.about')}>
      <Facts
        facts={[
          {
            label: t('runs.model'),
            value: <ModelLink id={run.model} name={modelName(run.model)} />,
          },
          { label: t('runs.startedBy'), value: <Starter run={run} /> },
          { label: t('runs.queued'), value: <Time at={run.queuedAt} exact clock="wall" /> },
          ...(run.startedAt
            ? [
                {
                  label: t('models.asOf'),
                  value: <Time at={run.startedAt} exact clock="business" />,
                },
              ]
            : []),
          ...(run.endedAt
            ? [{ label: t('runs.ended'), value: <Time at={run.endedAt} exact clock="wall" /> }]
            : []),
          ...(run.duration
            ? [
                {
                  label: t('runs.duration'),
                  value: <Lasting milliseconds={millisecondsOf(run.duration)} />,
                },
              ]
            : []),
          { label: t('runs.passedOn'), value: formats.number(run.published) },
          { label: t('object.id'), value: <CopyText value={run.id} /> },
        ]}
      />
    </Panel>
  );
}
