import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Sync } from '@/api/generated/model';
import { syncQuery } from '@/api/queries';
import { Causes } from '@/components/deliveries/Causes';
import { DeliveriesTable } from '@/components/deliveries/DeliveriesTable';
import { Figures } from '@/components/deliveries/Figures';
import { Funnel } from '@/components/deliveries/Funnel';
import { useDestinationNames } from '@/components/objects/useNames';
import { Columns } from '@/components/page/Columns';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { SyncState } from '@/components/states/SyncState';
import { Said } from '@/components/text/Said';
import { ObjectAlerts } from '@/features/alerts/ObjectAlerts';
import { History } from '@/features/history/History';
import { useWorkspace } from '@/workspace/here';
import { AboutSync } from './AboutSync';
import { FromName } from './FromName';
import { Mapping } from './Mapping';
import { SyncActions } from './SyncActions';
import { SyncSentence } from './SyncSentence';

export function SyncPage() {
  const { t } = useTranslation();
  const { sync } = useParams({ from: '/w/$workspace/syncs/$sync' });
  const query = useQuery(syncQuery(useWorkspace(), sync));
  return (
    <LoadedPage
      query={query}
      kind={t('nav.syncs')}
      gone={<History kind="sync" id={sync} name={null} />}
    >
      {(sync) => <Shown sync={sync} />}
    </LoadedPage>
  );
}

function Shown({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  return (
    <Page
      title={sync.name}
      badge={<SyncState state={sync.state} />}
      crumbs={[<ListCrumb key="all" of="syncs" />]}
      actions={
        <>
          <History kind="sync" id={sync.id} name={sync.name} />
          <ObjectAlerts kind="sync" id={sync.id} name={sync.name} />
          <SyncActions sync={sync} />
        </>
      }
      lead={
        <>
          <FromName from={sync.from} /> → {destinationName(sync.destination)} ·{' '}
          {t(`syncs.modes.${sync.mode}`)} · <SyncSentence sync={sync} />{' '}
          <Said words={sync.reason} />
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
                    <Figures counts={[sync.counts]} />
                    {isAboutPeople(sync) && (
                      <Panel title={t('funnel.title')}>
                        <Funnel sync={sync} />
                      </Panel>
                    )}
                    <Causes of={{ sync: sync.id }} />
                  </>
                }
                side={<AboutSync sync={sync} />}
              />
            ),
          },
          { value: 'mapping', label: t('syncs.mapping'), panel: () => <Mapping sync={sync} /> },
          {
            value: 'log',
            label: t('deliveries.log'),
            panel: () => <DeliveriesTable of={{ sync: sync.id }} />,
          },
        ]}
      />
    </Page>
  );
}

function isAboutPeople({ from }: Sync): boolean {
  return from.kind === 'audience' || from.kind === 'profiles';
}
