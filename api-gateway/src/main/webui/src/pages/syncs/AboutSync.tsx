import type { Sync, SyncRun } from '@/api/generated/model';
import { DestinationLink } from '@/components/objects/ObjectLink';
import { useDestinationNames } from '@/components/objects/useNames';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { filingFacts } from '@/features/filing/filingFacts';
import { useSyncedObject } from '@/features/syncs/useReceivers';
import { useTranslation } from '@/texts/useTranslation';

export function AboutSync({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  const object = useSyncedObject(sync);
  return (
    <>
      {sync.run && <Run run={sync.run} />}
      <Panel title={t('object.about')}>
        <Facts
          facts={[
            {
              label: t('syncs.to'),
              value: (
                <DestinationLink id={sync.destination} name={destinationName(sync.destination)} />
              ),
            },
            { label: t('syncs.object'), value: object?.label ?? sync.object },
            { label: t('syncs.mode'), value: t(`syncs.modes.${sync.mode}`) },
            ...filingFacts(sync, t),
            { label: t('object.key'), value: <CopyText value={sync.key} /> },
            { label: t('object.id'), value: <CopyText value={sync.id} /> },
            { label: t('object.version'), value: sync.version },
            { label: t('object.created'), value: <Time at={sync.createdAt} clock="wall" /> },
            { label: t('object.changed'), value: <Time at={sync.updatedAt} clock="wall" /> },
          ]}
        />
      </Panel>
    </>
  );
}

const RUN_STATES = ['running', 'done', 'cancelled', 'superseded', 'failed'] as const;

/** The newest walk over everything known. */
function Run({ run }: { run: SyncRun }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const state = RUN_STATES.find((each) => each === run.state);
  return (
    <Panel title={t('syncs.run')}>
      <Facts
        facts={[
          { label: t('list.state'), value: state ? t(`syncs.runs.${state}`) : run.state },
          { label: t('syncs.seen'), value: formats.number(run.seen) },
          { label: t('syncs.changed'), value: formats.number(run.changed) },
          ...(run.skipped
            ? [
                {
                  label: t('syncs.skipped'),
                  value: t('syncs.skippedRows', {
                    count: run.skipped.rows,
                    first: run.skipped.first,
                  }),
                },
              ]
            : []),
          ...(run.problem ? [{ label: t('syncs.problem'), value: run.problem }] : []),
          { label: t('syncs.started'), value: <Time at={run.startedAt} clock="wall" /> },
          ...(run.endedAt
            ? [{ label: t('syncs.ended'), value: <Time at={run.endedAt} clock="wall" /> }]
            : []),
        ]}
      />
    </Panel>
  );
}
