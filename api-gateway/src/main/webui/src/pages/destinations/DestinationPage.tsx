import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Destination } from '@/api/generated/model';
import { connectorsQuery, destinationQuery } from '@/api/queries';
import { Mark } from '@/components/connectors/Mark';
import { later } from '@/components/later/later';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { PageSkeleton } from '@/components/page/PageSkeleton';
import { useAnsweredOnce } from '@/components/page/useAnsweredOnce';
import { DestinationState } from '@/components/states/DestinationState';
import { History } from '@/features/history/History';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { DestinationActions } from './DestinationActions';
import { Health } from './Health';

const SettingsTab = later(() =>
  import('./SettingsTab').then(({ SettingsTab }) => ({ default: SettingsTab })),
);

const DestinationHistoryDrawer = later(() =>
  import('@/features/history/drawers/DestinationHistoryDrawer').then(
    ({ DestinationHistoryDrawer }) => ({
      default: DestinationHistoryDrawer,
    }),
  ),
);

const DeliveriesTab = later(() =>
  import('@/features/deliveries/DeliveriesTab').then(({ DeliveriesTab }) => ({
    default: DeliveriesTab,
  })),
);

export function DestinationPage() {
  const { t } = useTranslation();
  const { destination } = useParams({ from: '/w/$workspace/destinations/$destination' });
  const workspace = useWorkspace();
  const query = useQuery(destinationQuery(workspace, destination));
  const connectorsKnown = useAnsweredOnce(useQuery(connectorsQuery(workspace)), {
    of: workspace,
    begun: query.data !== undefined,
  });
  // The sentence of the connector is several lines where it is narrow, and would move the page.
  if (query.data && !connectorsKnown) {
    return (
      <div aria-busy="true">
        <PageSkeleton />
      </div>
    );
  }
  return (
    <LoadedPage
      query={query}
      kind={t('nav.destinations')}
      gone={<History drawer={DestinationHistoryDrawer} id={destination} name={null} />}
    >
      {(destination) => <LoadedDestination destination={destination} />}
    </LoadedPage>
  );
}

function LoadedDestination({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const connector = useQuery(connectorsQuery(workspace)).data?.find(
    ({ id }) => id === destination.connector,
  );
  return (
    <Page
      title={destination.name}
      badge={
        <>
          <Mark of={destination.connector} />
          <DestinationState state={destination.state} />
        </>
      }
      lead={connector ? connector.description : destination.connector}
      actions={
        <>
          <History drawer={DestinationHistoryDrawer} id={destination.id} name={destination.name} />
          <DestinationActions destination={destination} />
        </>
      }
      crumbs={[<ListCrumb key="all" of="destinations" />]}
    >
      <ObjectTabs
        label={t('destinations.parts')}
        tabs={[
          {
            value: 'health',
            label: t('destinations.health'),
            panel: () => <Health destination={destination} connector={connector} />,
          },
          {
            value: 'log',
            label: t('deliveries.log'),
            panel: () => <DeliveriesTab of={{ destination: destination.id }} />,
          },
          {
            value: 'settings',
            label: t('destinations.settings'),
            panel: () => <SettingsTab destination={destination} connector={connector} />,
          },
        ]}
      />
    </Page>
  );
}
