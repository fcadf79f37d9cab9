import { useTranslation } from '@/texts/useTranslation';
import type { State } from '@/theme/states';
import { StateBadge } from '../StateBadge';

const STATES = {
  active: 'ok',
  paused: 'paused',
  failing: 'failing',
  unauthorised: 'failing',
  'grant-revoked': 'failing',
  'not-connected': 'failing',
  'another-account': 'failing',
  'account-unknown': 'failing',
  'waits-for-account': 'attention',
  gone: 'failing',
} as const satisfies Record<string, State>;

export type DestinationStateName = keyof typeof STATES;

export function destinationState(state: string): State {
  return STATES[state as DestinationStateName] ?? 'attention';
}

export function DestinationState({ state }: { state: string }) {
  const { t } = useTranslation();
  return (
    <StateBadge state={destinationState(state)}>
      {state in STATES ? t(`destinations.states.${state as DestinationStateName}`) : state}
    </StateBadge>
  );
}
