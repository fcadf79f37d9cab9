import type { DeliveryCauseCount, Destination, Run, Summary, Sync } from '@/api/generated/model';
import { destinationState } from '@/components/states/DestinationState';

/** Something that goes on only when a person has decided. */
export type Waiting =
  | { kind: 'destination'; destination: Destination }
  | { kind: 'sync'; sync: Sync }
  | { kind: 'deliveries'; cause: DeliveryCauseCount }
  | { kind: 'run'; run: Run }
  | { kind: 'setAside'; count: number };

const FOR_A_PERSON = new Set(['rejected', 'uncertain', 'dead']);

/** As far as the parts have answered. */
interface Told {
  destinations?: readonly Destination[] | undefined;
  syncs?: readonly Sync[] | undefined;
  causes?: readonly DeliveryCauseCount[] | undefined;
  heldRuns?: readonly Run[] | undefined;
  summary?: Summary | undefined;
}

export function waitingForYou(told: Told): Waiting[] {
  const { destinations = [], syncs = [], causes = [], heldRuns = [], summary } = told;
  return [
    ...destinations
      .filter(({ state }) => destinationState(state) === 'failing')
      .map((destination) => ({ kind: 'destination' as const, destination })),
    ...syncs
      .filter(({ state }) => state === 'misconfigured')
      .map((sync) => ({ kind: 'sync' as const, sync })),
    ...heldRuns.map((run) => ({ kind: 'run' as const, run })),
    ...causes
      .filter(({ state }) => FOR_A_PERSON.has(state))
      .map((cause) => ({ kind: 'deliveries' as const, cause })),
    ...(summary && summary.waiting > 0
      ? [{ kind: 'setAside' as const, count: summary.waiting }]
      : []),
  ];
}
