import { Text } from '@mantine/core';
import type { Delivery } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';

/** Says of a withheld record that the destination has an earlier version of it. */
export function StillThere({
  delivery: { state, atDestination },
}: {
  delivery: Pick<Delivery, 'state' | 'atDestination'>;
}) {
  const { t } = useTranslation();
  return state === 'withheld' && atDestination !== 'absent' ? (
    <Text span display="block" fz="sm">
      {t(`deliveries.stillThere.${atDestination}`)}
    </Text>
  ) : null;
}
