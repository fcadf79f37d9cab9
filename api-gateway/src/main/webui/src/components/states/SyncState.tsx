import { useTranslation } from '@/texts/useTranslation';
import type { State } from '@/theme/states';
import { StateBadge } from '../StateBadge';

const STATES = {
  active: 'ok',
  paused: 'paused',
  misconfigured: 'failing',
  unreadable: 'failing',
} as const satisfies Record<string, State>;

type SyncStateName = keyof typeof STATES;

export function SyncState({ state }: { state: string }) {
  const { t } = useTranslation();
  return (
    <StateBadge state={STATES[state as SyncStateName] ?? 'attention'}>
      {state in STATES ? t(`syncs.states.${state as SyncStateName}`) : state}
    </StateBadge>
  );
}
