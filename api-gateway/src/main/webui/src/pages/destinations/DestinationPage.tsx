import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Destination } from '@/api/generated/model';
import { connectorsQuery, destinationQuery } from '@/api/queries';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { DestinationState } from '@/components/states/DestinationState';
import { DeliveriesTable } from '@/features/deliveries/DeliveriesTable';
import { History } from '@/features/history/History';
import { useWorkspace } from '@/workspace/here';
import { DestinationActions } from './DestinationActions';
import { DestinationSettings } from './DestinationSettings';
import { Health } from './Health';

export function DestinationPage() {
  const { t } = useTranslation();
  const { destination } = useParams({ from: '/w/$workspace/destinations/$destination' });
  const query = useQuery(destinationQuery(useWorkspace(), destination));
  return (
    <LoadedPage
      query={query}
      kind={t('nav.destinations')}
      gone={<History kind="destination" id={destination} name={null} />}
    >
      {(destination) => <Shown destination={destination} />}
    </LoadedPage>
  );
}

function Shown({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const connector = useQuery(connectorsQuery(workspace)).data?.find(
    ({ id }) => id === destination.connector,
  );
  return (
    <Page
      title={destination.name}
      badge={<DestinationState state={destination.state} />}
      lead={
        connector
          ? `${connector.description} ${t(`activation.promises.${connector.effectClass}`)}`
          : destination.connector
      }
      actions={
        <>
          <History kind="destination" id={destination.id} name={destination.name} />
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
            panel: () => <Health destination={destination} />,
          },
          {
            value: 'log',
            label: t('deliveries.log'),
            panel: () => <DeliveriesTable of={{ destination: destination.id }} />,
          },
          {
            value: 'settings',
            label: t('destinations.settings'),
            panel: () => <DestinationSettings destination={destination} connector={connector} />,
          },
        ]}
      />
    </Page>
  );
}
