import type { StageStatus } from '@/api/generated/model';
import { isBehind, isStanding, lagSeconds } from '@/features/pipeline/stages';
import type { State } from '@/theme/states';

/** How a stage is: the worst that is true. */
export type StageState = 'away' | 'stopped' | 'unknown' | 'behind' | 'ok';

export function stageState(stage: StageStatus, asOf: string): StageState {
  if (!stage.reachable) {
    return 'away';
  }
  if (isStanding(stage)) {
    return 'stopped';
  }
  if (lagSeconds(stage, asOf) === null) {
    return 'unknown';
  }
  return isBehind(stage, asOf) ? 'behind' : 'ok';
}

export const BADGES: Record<StageState, State> = {
  away: 'failing',
  stopped: 'failing',
  unknown: 'attention',
  behind: 'attention',
  ok: 'ok',
};

/** The service that an operator looks at. */
export const SERVICES: Record<StageStatus['stage'], string> = {
  identity: 'identity-resolution',
  audiences: 'audience-builder',
  destinations: 'destinations',
  'read-trail': 'control-plane',
  'administration-trail': 'control-plane',
};
