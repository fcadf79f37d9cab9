import type { Audience } from '@/api/generated/model';
import type { State } from '@/theme/states';

export type AudienceStage = 'on' | 'waiting' | 'building' | 'switching' | 'unreadable' | 'other';

const STATES: Readonly<Record<AudienceStage, State>> = {
  on: 'ok',
  waiting: 'paused',
  building: 'running',
  switching: 'running',
  unreadable: 'attention',
  other: 'attention',
};

export function audienceState({ state }: Pick<Audience, 'state'>): {
  stage: AudienceStage;
  state: State;
} {
  const stage = state.stage in STATES ? (state.stage as AudienceStage) : 'other';
  return { stage, state: STATES[stage] };
}
