import type { Destination, Pipeline } from '@/api/generated/model';
import { destinationState } from '@/components/states/DestinationState';
import type { AwayService } from '@/features/pipeline/awayServices';
import {
  isBehind,
  isStanding,
  isTimeStopped,
  lateStage,
  standingTrails,
} from '@/features/pipeline/stages';

export type Status =
  | { kind: 'away'; stage: Pipeline['stages'][number]['stage'] }
  | { kind: 'serviceAway'; service: AwayService['name'] }
  | { kind: 'stands'; stage: Pipeline['stages'][number]['stage'] }
  | { kind: 'timeHeld' }
  | { kind: 'late'; stage: Pipeline['stages'][number]['stage'] }
  | { kind: 'failing'; count: number }
  | { kind: 'asking' }
  | { kind: 'untold' }
  | { kind: 'waiting'; count: number; what: 'decisions' | 'problems' | 'both'; quiet: boolean }
  | { kind: 'behind' }
  | { kind: 'quiet' }
  | { kind: 'flows' };

/** The answers to the queries of the page, as far as they have arrived. */
export interface StatusInputs {
  pipeline: Pipeline | undefined;
  /** Those that are no stage and do not answer. */
  services: readonly AwayService[];
  destinations: readonly Destination[] | undefined;
  eventsPerMinute: number | undefined;
  waitingForYou: number;
  /** How many of these are decisions; the others are problems. */
  decisions: number;
  /** Whether something has yet to answer for the first time. */
  asking: boolean;
  /** Whether something could not be read. */
  untold: boolean;
}

/** What an operator wants to know first: the worst that is true. Nothing is said well that was not told. */
export function statusOf(told: StatusInputs): Status {
  const { pipeline, destinations = [], eventsPerMinute, waitingForYou, asking, untold } = told;
  const { decisions } = told;
  const [service] = told.services;
  const quiet = eventsPerMinute === 0;
  const away = pipeline?.stages.find(({ reachable }) => !reachable);
  const stands = pipeline && [...pipeline.stages, ...standingTrails(pipeline)].find(isStanding);
  const failing = destinations.filter(({ state }) => destinationState(state) === 'failing').length;
  if (away) {
    return { kind: 'away', stage: away.stage };
  }
  if (service) {
    return { kind: 'serviceAway', service: service.name };
  }
  if (stands) {
    return { kind: 'stands', stage: stands.stage };
  }
  if (pipeline?.time && isTimeStopped(pipeline.time)) {
    return { kind: 'timeHeld' };
  }
  const late = pipeline && lateStage(pipeline);
  if (late) {
    return { kind: 'late', stage: late.stage };
  }
  if (failing > 0) {
    return { kind: 'failing', count: failing };
  }
  if (untold || pipeline?.time === null) {
    return { kind: 'untold' };
  }
  if (asking || !pipeline) {
    return { kind: 'asking' };
  }
  if (pipeline.stages.some((stage) => isBehind(stage, pipeline.asOf))) {
    return { kind: 'behind' };
  }
  if (waitingForYou > 0) {
    const what = decisions === 0 ? 'problems' : decisions === waitingForYou ? 'decisions' : 'both';
    return { kind: 'waiting', count: waitingForYou, what, quiet };
  }
  return { kind: quiet ? 'quiet' : 'flows' };
}
