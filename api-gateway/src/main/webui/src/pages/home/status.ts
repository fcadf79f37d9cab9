import type { Destination, Pipeline } from '@/api/generated/model';
import { destinationState } from '@/components/states/DestinationState';
import { isBehind } from './stages';

export type Status =
  | { kind: 'away'; stage: Pipeline['stages'][number]['stage'] }
  | { kind: 'failing'; count: number }
  | { kind: 'waiting'; count: number }
  | { kind: 'behind' }
  | { kind: 'quiet' }
  | { kind: 'flows' };

/** What an operator wants to know first: the worst that is true. */
export function statusOf(
  pipeline: Pipeline,
  destinations: readonly Destination[],
  waitingForYou: number,
  eventsPerMinute: number,
): Status {
  const away = pipeline.stages.find(({ reachable }) => !reachable);
  const failing = destinations.filter(({ state }) => destinationState(state) === 'failing').length;
  if (away) {
    return { kind: 'away', stage: away.stage };
  }
  if (failing > 0) {
    return { kind: 'failing', count: failing };
  }
  if (waitingForYou > 0) {
    return { kind: 'waiting', count: waitingForYou };
  }
  if (pipeline.stages.some((stage) => isBehind(stage, pipeline.asOf))) {
    return { kind: 'behind' };
  }
  return { kind: eventsPerMinute === 0 ? 'quiet' : 'flows' };
}
