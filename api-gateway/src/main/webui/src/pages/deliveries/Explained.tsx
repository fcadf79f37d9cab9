import { Text } from '@mantine/core';
import { isDeliveryState } from '@/components/states/DeliveryState';
import { useTranslation } from '@/texts/useTranslation';
import classes from './DeliveriesPage.module.css';

/** What the chosen state means, and what happens next; nothing where no state is chosen. */
export function Explained({ state }: { state: string | undefined }) {
  const { t } = useTranslation();
  return state !== undefined && isDeliveryState(state) ? (
    <div className={classes.explained}>
      <Text fw={600}>{t(`deliveries.states.${state}`)}</Text>
      <Text c="dimmed">{t(`activation.statesExplained.${state}`)}</Text>
    </div>
  ) : null;
}
