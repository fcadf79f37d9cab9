import { Skeleton } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listDeliveries } from '@/api/generated/operations';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { useDestinationNames, useSyncNames } from '@/components/objects/useNames';
import { DeliveryState } from '@/components/states/DeliveryState';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Step } from './Step';

const SHOWN = 50;

/** What is sent because of the event. */
export function Deliveries({ event }: { event: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const destinationName = useDestinationNames();
  const syncName = useSyncNames();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'event', event, 'deliveries'],
    queryFn: async ({ signal }) =>
      (await listDeliveries(workspace, { event, limit: SHOWN }, { signal })).data,
    ...following({ deliveries: event }),
  });
  return (
    <Step
      state={query.data?.length ? 'ok' : 'paused'}
      icon={IconSend}
      title={t('event.deliveries')}
    >
      <Loaded query={query} skeleton={<Skeleton height={21} maw={320} />}>
        {(deliveries) =>
          deliveries.length === 0 ? (
            t('event.noDeliveries')
          ) : (
            <ul className="plain-list">
              {deliveries.map(({ id, destination, sync, state }) => (
                <li key={id}>
                  <TextLink
                    to="/w/$workspace/deliveries/$delivery"
                    params={{ workspace, delivery: id }}
                  >
                    {t('event.to', {
                      destination: destinationName(destination),
                      sync: syncName(sync),
                    })}
                  </TextLink>
                  <DeliveryState state={state} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Step>
  );
}
