import type { Audience, DataDelay } from '@/api/generated/model';
import type { State } from '@/theme/states';

export type AudienceStage =
  | 'on'
  | 'late'
  | 'waiting'
  | 'building'
  | 'switching'
  | 'unreadable'
  | 'other';

const STATES: Readonly<Record<AudienceStage, State>> = {
  on: 'ok',
  late: 'attention',
  waiting: 'paused',
  building: 'running',
  switching: 'running',
  unreadable: 'attention',
  other: 'attention',
};

/** The stages whose delay makes the members of audiences old. */
const BEFORE_MEMBERS: ReadonlySet<DataDelay['stage']> = new Set(['identity', 'audiences']);

/**
 * The state of an audience. One that is on is late if the data that decide about its members are.
 *
 * @param delay undefined while it is not read
 */
export function audienceState(
  { state }: Pick<Audience, 'state'>,
  delay: DataDelay | undefined,
): { stage: AudienceStage; state: State } {
  const known = state.stage in STATES ? (state.stage as AudienceStage) : 'other';
  const stage = known === 'on' && delay !== undefined && makesLate(delay) ? 'late' : known;
  return { stage, state: STATES[stage] };
}

function makesLate({ state, stage }: DataDelay): boolean {
  return (
    state === 'time-stopped' ||
    ((state === 'late' || state === 'stopped') && BEFORE_MEMBERS.has(stage))
  );
}
