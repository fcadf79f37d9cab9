import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Destination, Manifest, Sync } from '@/api/generated/model';
import { syncsQuery } from '@/api/queries';
import { Causes } from '@/components/deliveries/Causes';
import { Figures } from '@/components/deliveries/Figures';
import { Loaded } from '@/components/feedback/Loaded';
import { SyncLink } from '@/components/objects/ObjectLink';
import { Columns } from '@/components/page/Columns';
import { Panel } from '@/components/page/Panel';
import { SyncState } from '@/components/states/SyncState';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { Time } from '@/components/text/Time';
import { AskPerson } from '@/features/deliveries/AskPerson';
import { DeliveryCountsPanel } from '@/features/deliveries/DeliveryCountsPanel';
import { deliveryCountsQuery } from '@/features/deliveries/deliveryCountsQuery';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Connection } from './Connection';
import { DecideAccount } from './DecideAccount';
import { Flow } from './Flow';
import { LimitsPanel } from './limits/LimitsPanel';
import { Stopped } from './Stopped';

interface Props {
  destination: Destination;
  connector: Manifest | undefined;
}

/** Whether it takes what it gets, and what did not arrive. */
export function Health({ destination, connector }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery(syncsQuery(workspace));
  const counts = useQuery(deliveryCountsQuery(workspace, destination.id));
  const own = (syncs: Sync[]) =>
    syncs.filter(({ destination: to }) => to === destination.id || to === destination.key);
  return (
    <Columns
      main={
        <>
          {destination.state !== 'active' && (
            <Stopped state={destination.state}>
              <QuotedMessage words={destination.reason} />{' '}
              {destination.since && (
                <>
                  {t('destinations.since')} <Time at={destination.since} clock="wall" />
                </>
              )}
            </Stopped>
          )}
          <DecideAccount destination={destination} />
          {destination.optOutsWaiting > 0 && (
            <Text>{t('destinations.optOuts', { count: destination.optOutsWaiting })}</Text>
          )}
          <Loaded query={query} skeleton={<Figures syncs={null} />}>
            {({ data }) => <Figures syncs={own(data)} />}
          </Loaded>
          <DeliveryCountsPanel query={counts} />
          <AskPerson place={{ kind: 'destination', id: destination.id, name: destination.name }} />
          <Causes of={{ destination: destination.id }} />
        </>
      }
      side={
        <>
          <Flow destination={destination} />
          <Connection destination={destination} />
          <Panel title={t('nav.syncs')}>
            <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
              {({ data }) => {
                const syncs = own(data);
                return syncs.length === 0 ? (
                  <Text c="dimmed">{t('destinations.noSyncs')}</Text>
                ) : (
                  <ul className="plain-list">
                    {syncs.map(({ id, name, state }) => (
                      <li key={id}>
                        <SyncLink id={id} name={name} />
                        <SyncState state={state} />
                      </li>
                    ))}
                  </ul>
                );
              }}
            </Loaded>
          </Panel>
          <LimitsPanel destination={destination} connector={connector} />
        </>
      }
    />
  );
}
