import type { RunState as Name } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import type { State } from '@/theme/states';
import { StateBadge } from '../StateBadge';

const STATES: Readonly<Record<Name, State>> = {
  queued: 'running',
  running: 'running',
  held: 'attention',
  succeeded: 'ok',
  failed: 'failing',
  cancelled: 'paused',
};

export function RunState({ state }: { state: Name }) {
  const { t } = useTranslation();
  return <StateBadge state={STATES[state]}>{t(`runs.states.${state}`)}</StateBadge>;
}
