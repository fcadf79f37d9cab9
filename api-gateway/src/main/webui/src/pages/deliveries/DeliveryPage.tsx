import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { following } from '@/api/changes/following';
import type { Delivery } from '@/api/generated/model';
import { readDelivery } from '@/api/generated/operations';
import { isMasked } from '@/api/masked';
import { CauseWords } from '@/components/deliveries/CauseWords';
import { causeName } from '@/components/deliveries/causeName';
import { StillThere } from '@/components/deliveries/StillThere';
import { DestinationLink, SyncLink } from '@/components/objects/ObjectLink';
import { useDestinationNames, useSyncNames } from '@/components/objects/useNames';
import { Columns } from '@/components/page/Columns';
import { Facts } from '@/components/page/Facts';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { DeliveryState } from '@/components/states/DeliveryState';
import { CopyText } from '@/components/text/CopyText';
import { Time } from '@/components/text/Time';
import { CauseLink } from '@/features/people/Cause';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { Attempts } from './Attempts';
import { ConsentNow } from './ConsentNow';
import { WhatNow } from './WhatNow';

export function DeliveryPage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { delivery } = useParams({ from: '/w/$workspace/deliveries/$delivery' });
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'delivery', delivery],
    queryFn: ({ signal }) => readDelivery(workspace, delivery, { signal }),
    ...following({ deliveries: delivery }),
  });
  return (
    <LoadedPage query={query} kind={t('deliveries.one')}>
      {(delivery) => <LoadedDelivery delivery={delivery} />}
    </LoadedPage>
  );
}

function LoadedDelivery({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const destinationName = useDestinationNames();
  const syncName = useSyncNames();
  const { cause, destination, sync } = delivery;
  const purpose = cause?.code === 'consent' && typeof cause.words === 'string';
  const record =
    isMasked(delivery.record) || delivery.record === undefined ? null : String(delivery.record);
  const title = delivery.event ?? record;
  return (
    <Page
      title={title ?? t('deliveries.one')}
      badge={<DeliveryState state={delivery.state} />}
      crumbs={[<ListCrumb key="all" of="deliveries" />]}
      lead={
        cause ? (
          <>
            {!purpose && t(causeName(cause.code, delivery.state), { cause: cause.code })}
            {cause.field && ` · ${cause.field}`}{' '}
            <CauseWords purpose={purpose} words={cause.words} />
            <StillThere delivery={delivery} />
          </>
        ) : (
          <>
            {t(`deliveries.explained.${delivery.state}`)}
            {(delivery.state === 'delivered' || delivery.state === 'accepted') &&
              delivery.operation === 'write' &&
              delivery.profile !== undefined &&
              ` ${t('deliveries.laterChanges')}`}
          </>
        )
      }
    >
      <Columns
        main={
          <>
            <ConsentNow delivery={delivery} />
            <WhatNow delivery={delivery} />
            <Attempts delivery={delivery} />
          </>
        }
        side={
          <Panel title={t('object.about')}>
            <Facts
              facts={[
                {
                  label: t('deliveries.to'),
                  value: <DestinationLink id={destination} name={destinationName(destination)} />,
                },
                { label: t('causes.sync'), value: <SyncLink id={sync} name={syncName(sync)} /> },
                ...(delivery.profile
                  ? [
                      {
                        label: t('audiences.person'),
                        value: <PersonName id={delivery.profile} person={delivery.person} />,
                      },
                    ]
                  : []),
                {
                  label: t('deliveries.wanted'),
                  value: <Time at={delivery.desiredAt} clock="wall" />,
                },
                ...(delivery.deliveredAt
                  ? [
                      {
                        label: t(
                          delivery.confirmed === false
                            ? 'deliveries.states.accepted'
                            : 'deliveries.states.delivered',
                        ),
                        value: <Time at={delivery.deliveredAt} clock="wall" />,
                      },
                    ]
                  : []),
                ...(delivery.nextAttemptAt
                  ? [
                      {
                        label: t(
                          delivery.state === 'submitted' ? 'deliveries.asked' : 'deliveries.next',
                        ),
                        value: <Time at={delivery.nextAttemptAt} clock="wall" />,
                      },
                    ]
                  : []),
                ...(delivery.rootEvent
                  ? [
                      {
                        label: t('deliveries.event'),
                        value: <CauseLink id={delivery.rootEvent} />,
                      },
                    ]
                  : []),
                { label: t('object.id'), value: <CopyText value={delivery.id} /> },
              ]}
            />
          </Panel>
        }
      />
    </Page>
  );
}
