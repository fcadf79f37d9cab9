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

function Remainder({
  remainder: { object, status, certain, removal, deliveredAt },
  destination,
}: {
  remainder: SyncPersonRemainder;
  destination: string;
}) {
  const { t } = useTranslation();
  const names = { destination, object };
  const time = deliveredAt && (
    <>
      , <Time at={deliveredAt} clock="wall" />
    </>
  );
  if (status === 'removed') {
    return (
      <Text>
        {t(`whyNot.remainders.removed.${removal}`, names)}
        {time}
      </Text>
    );
  }
  const next = {
    stays: () =>
      t(removal === 'impossible' ? 'whyNot.remainders.impossible' : 'whyNot.remainders.stays', {
        destination,
      }),
    removing: () => t(`whyNot.remainders.removing.${removal}`),
    'removal-stuck': () => t('whyNot.remainders.stuck'),
  }[status]();
  return (
    <>
      <Text>
        {t(certain ? 'whyNot.remainders.has' : 'whyNot.remainders.mayHave', names)}
        {time}
      </Text>
      <Text size="sm" c="dimmed">
        {next}
      </Text>
    </>
  );
}
