import { Text } from '@mantine/core';
import type { SyncPersonRemainder } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  remainders: readonly SyncPersonRemainder[];
  /** The name of the destination. */
  destination: string;
}

/** What the destination still has of a person whose consent does not allow the sync any more. */
export function Remainders({ remainders, destination }: Props) {
  const { t } = useTranslation();
  return remainders.length === 0 ? null : (
    <ul className="plain-list" aria-label={t('whyNot.remainders.title', { destination })}>
      {remainders.map((each) => (
        <li key={each.delivery}>
          <Remainder remainder={each} destination={destination} />
        </li>
      ))}
    </ul>
  );
}

interface RemainderProps {
  remainder: SyncPersonRemainder;
  /** The name of the destination. */
  destination: string;
}

function Remainder({ remainder, destination }: RemainderProps) {
  const { t } = useTranslation();
  const { object, status, certain, removal, deliveredAt } = remainder;
  const names = { destination, object };
  const time = deliveredAt && (
    <>
      , <Time at={deliveredAt} clock="wall" />
    </>
  );
  if (status === 'removed') {
    return (
      <Text>
        {t(
          certain ? `whyNot.remainders.removed.${removal}` : 'whyNot.remainders.removalReceived',
          names,
        )}
        {time}
      </Text>
    );
  }
  return (
    <>
      <Text>
        {t(certain ? 'whyNot.remainders.has' : 'whyNot.remainders.mayHave', names)}
        {time}
      </Text>
      <Text size="sm" c="dimmed">
        <WhatBecomes remainder={remainder} destination={destination} />
      </Text>
    </>
  );
}

/** Whether the record is removed; nothing if it was. */
export function WhatBecomes({ remainder: { status, removal }, destination }: RemainderProps) {
  const { t } = useTranslation();
  switch (status) {
    case 'stays':
      return t(
        removal === 'impossible' ? 'whyNot.remainders.impossible' : 'whyNot.remainders.stays',
        { destination },
      );
    case 'removing':
      return t(`whyNot.remainders.removing.${removal}`);
    case 'removal-stuck':
      return t('whyNot.remainders.stuck');
    case 'removed':
      return null;
  }
}
