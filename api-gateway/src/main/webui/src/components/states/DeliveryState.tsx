import type { DeliveryState as Name } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import type { State } from '@/theme/states';
import { StateBadge } from '../StateBadge';

const STATES: Readonly<Record<Name, State>> = {
  pending: 'running',
  'in-flight': 'running',
  delivered: 'ok',
  accepted: 'ok',
  submitted: 'running',
  withheld: 'paused',
  retrying: 'attention',
  uncertain: 'attention',
  rejected: 'failing',
  dead: 'failing',
};

export const deliveryStates = Object.keys(STATES) as Name[];

export function isDeliveryState(state: string): state is Name {
  return state in STATES;
}

export function DeliveryState({ state }: { state: Name }) {
  const { t } = useTranslation();
  return <StateBadge state={STATES[state]}>{t(`deliveries.states.${state}`)}</StateBadge>;
}
