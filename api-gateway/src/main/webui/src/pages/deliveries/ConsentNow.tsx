import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Delivery, SyncPerson } from '@/api/generated/model';
import { Loaded } from '@/components/feedback/Loaded';
import { useDestinationNames } from '@/components/objects/useNames';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { explanationQuery } from '@/features/deliveries/explanationQuery';
import { WhatBecomes } from '@/features/deliveries/Remainders';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Each reading is on record, and the user did not ask for it, so nothing is read again automatically. */
const ONCE = {
  meta: {},
  refetchInterval: false,
  refetchOnWindowFocus: false,
  staleTime: 60_000,
  retry: false,
} as const;

/**
 * Says of a delivered record that consent is missing now, and what becomes of the record. Nothing
 * for other deliveries, and for users who may not see the person.
 */
export function ConsentNow({ delivery }: { delivery: Delivery }) {
  const { profile, state, operation } = delivery;
  return profile !== undefined &&
    (state === 'delivered' || state === 'accepted') &&
    operation === 'write' ? (
    <Answered delivery={delivery} profile={profile} />
  ) : null;
}

function Answered({ delivery, profile }: { delivery: Delivery; profile: string }) {
  const query = useQuery({
    ...explanationQuery(useWorkspace(), { kind: 'sync', id: delivery.sync }, profile),
    ...ONCE,
  });
  // The page says enough without it: the sync may be gone.
  return (
    <Loaded query={query} skeleton={null} failed={() => null}>
      {({ syncs: [at] }) => at && <Missing at={at} delivery={delivery} />}
    </Loaded>
  );
}

function Missing({ at, delivery }: { at: SyncPerson; delivery: Delivery }) {
  const { t } = useTranslation();
  const destination = useDestinationNames()(delivery.destination);
  const code = at.stop?.code;
  if (code !== 'consent-denied' && code !== 'consent-unknown') {
    return null;
  }
  const remainder = at.remainders.find((each) => each.delivery === delivery.id);
  return (
    <Panel title={t('deliveries.consentNow.title')}>
      <Stack gap="xs">
        <Text>
          {t(`deliveries.consentNow.${delivery.state === 'accepted' ? 'received' : 'delivered'}`, {
            destination,
          })}
          {delivery.deliveredAt && (
            <>
              , <Time at={delivery.deliveredAt} clock="wall" />
            </>
          )}
        </Text>
        <Text>{t(`deliveries.consentNow.${code}`, { purpose: at.stop?.purpose })}</Text>
        {remainder ? (
          <Text>
            <WhatBecomes remainder={remainder} destination={destination} />
          </Text>
        ) : (
          delivery.event && <Text>{t('whyNot.remainders.stays', { destination })}</Text>
        )}
      </Stack>
    </Panel>
  );
}
