import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Sync } from '@/api/generated/model';
import { syncQuery } from '@/api/queries';
import { Figures } from '@/components/deliveries/Figures';
import { Funnel } from '@/components/deliveries/Funnel';
import { useStepWords } from '@/components/deliveries/useStepWords';
import { later } from '@/components/later/later';
import { useDestinationNames } from '@/components/objects/useNames';
import { Columns } from '@/components/page/Columns';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { SyncState } from '@/components/states/SyncState';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { ObjectAlerts } from '@/features/alerts/ObjectAlerts';
import { AskPerson } from '@/features/deliveries/AskPerson';
import { History } from '@/features/history/History';
import { leavingOf } from '@/features/syncs/leaving';
import { modesFor } from '@/features/syncs/modes';
import { useSyncedObject } from '@/features/syncs/useReceivers';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AboutSync } from './AboutSync';
import { FromName } from './FromName';
import { SyncActions } from './SyncActions';
import { SyncSentence } from './SyncSentence';

const Causes = later(() =>
  import('@/components/deliveries/Causes').then(({ Causes }) => ({ default: Causes })),
);

const MappingTab = later(() =>
  import('./MappingTab').then(({ MappingTab }) => ({ default: MappingTab })),
);

const ProgressTab = later(() =>
  import('./ProgressTab').then(({ ProgressTab }) => ({ default: ProgressTab })),
);

const CompareTab = later(() =>
  import('./CompareTab').then(({ CompareTab }) => ({ default: CompareTab })),
);

const SyncHistoryDrawer = later(() =>
  import('@/features/history/drawers/SyncHistoryDrawer').then(({ SyncHistoryDrawer }) => ({
    default: SyncHistoryDrawer,
  })),
);

const DeliveriesTab = later(() =>
  import('@/features/deliveries/DeliveriesTab').then(({ DeliveriesTab }) => ({
    default: DeliveriesTab,
  })),
);

export function SyncPage() {
  const { t } = useTranslation();
  const { sync } = useParams({ from: '/w/$workspace/syncs/$sync' });
  const query = useQuery(syncQuery(useWorkspace(), sync));
  return (
    <LoadedPage
      query={query}
      kind={t('nav.syncs')}
      gone={<History drawer={SyncHistoryDrawer} id={sync} name={null} />}
    >
      {(sync) => <LoadedSync sync={sync} />}
    </LoadedPage>
  );
}

function LoadedSync({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const words = useStepWords(sync);
  const destinationName = useDestinationNames();
  const object = useSyncedObject(sync);
  return (
    <Page
      title={sync.name}
      badge={<SyncState state={sync.state} />}
      crumbs={[<ListCrumb key="all" of="syncs" />]}
      actions={
        <>
          <History drawer={SyncHistoryDrawer} id={sync.id} name={sync.name} />
          <ObjectAlerts kind="sync" id={sync.id} name={sync.name} />
          <SyncActions sync={sync} />
        </>
      }
      lead={
        <>
          <FromName from={sync.from} /> → {destinationName(sync.destination)} ·{' '}
          {t(`syncs.leaving.${leavingOf(sync, object)}`)} · <SyncSentence sync={sync} />{' '}
          <QuotedMessage words={sync.reason} />
        </>
      }
    >
      <ObjectTabs
        label={t('syncs.parts')}
        tabs={[
          {
            value: 'health',
            label: t('destinations.health'),
            panel: () => (
              <Columns
                main={
                  <>
                    <ModeGone sync={sync} />
                    <Figures syncs={[sync]} />
                    {isAboutPeople(sync) && (
                      <Panel title={words.whole}>
                        <Funnel sync={sync} />
                      </Panel>
                    )}
                    <AskPerson place={{ kind: 'sync', id: sync.id, name: sync.name }} />
                    <Causes of={{ sync: sync.id }} />
                  </>
                }
                side={<AboutSync sync={sync} />}
              />
            ),
          },
          {
            value: 'progress',
            label: t('syncProgress.tab'),
            panel: () => <ProgressTab sync={sync} />,
          },
          { value: 'mapping', label: t('syncs.mapping'), panel: () => <MappingTab sync={sync} /> },
          {
            value: 'log',
            label: t('deliveries.log'),
            panel: () => <DeliveriesTab of={{ sync: sync.id }} />,
          },
          ...(sync.match
            ? [
                {
                  value: 'compare',
                  label: t('syncs.compare.tab'),
                  panel: () => <CompareTab sync={sync} />,
                },
              ]
            : []),
        ]}
      />
    </Page>
  );
}

/** Says that the destination no longer supports what the sync does. */
function ModeGone({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const object = useSyncedObject(sync);
  return (
    object !== undefined &&
    !modesFor(object, sync.from.kind).includes(sync.mode) && (
      <Alert color="red" role="note" title={t('syncs.modeGoneTitle')}>
        {t('syncs.modeGoneAsk', { object: object.label, mode: t(`syncs.modes.${sync.mode}`) })}
      </Alert>
    )
  );
}

function isAboutPeople({ from }: Sync): boolean {
  return from.kind === 'audience' || from.kind === 'profiles';
}
