import type {
  DeliveryCauseCount,
  Destination,
  Model,
  Run,
  Summary,
  Sync,
} from '@/api/generated/model';
import { destinationState } from '@/components/states/DestinationState';

/** A decision of a user, or a problem that a user looks at. */
export type Waiting =
  | { kind: 'destination'; destination: Destination }
  | { kind: 'sync'; sync: Sync }
  | { kind: 'deliveries'; cause: DeliveryCauseCount }
  | { kind: 'heldRun'; run: Run }
  | { kind: 'failedRun'; model: Model; run: Run }
  | { kind: 'quarantine'; count: number };

const FOR_A_PERSON = new Set(['rejected', 'uncertain', 'dead']);

/** The answers to the queries of the page, as far as they have arrived. */
interface WaitingInputs {
  destinations?: readonly Destination[] | undefined;
  syncs?: readonly Sync[] | undefined;
  causes?: readonly DeliveryCauseCount[] | undefined;
  models?: readonly Model[] | undefined;
  summary?: Summary | undefined;
}

export function waitingForYou(told: WaitingInputs): Waiting[] {
  const { destinations = [], syncs = [], causes = [], models = [], summary } = told;
  return [
    ...destinations
      .filter(({ state }) => destinationState(state) === 'failing')
      .map((destination) => ({ kind: 'destination' as const, destination })),
    ...syncs
      .filter(({ state }) => state === 'misconfigured')
      .map((sync) => ({ kind: 'sync' as const, sync })),
    ...models.flatMap(waitingRun),
    ...causes
      .filter(({ state }) => FOR_A_PERSON.has(state))
      .map((cause) => ({ kind: 'deliveries' as const, cause })),
    ...(summary && summary.waiting > 0
      ? [{ kind: 'quarantine' as const, count: summary.waiting }]
      : []),
  ];
}

/** Whether nothing is wrong and a user only has to decide. Each other item is a problem. */
export const isDecision = (item: Waiting) =>
  item.kind === 'heldRun' || (item.kind === 'deliveries' && item.cause.state === 'uncertain');

/** The newest run of a model where it waits for a user: held, or failed so that nothing new comes. */
function waitingRun(model: Model): Waiting[] {
  const run = model.lastRun;
  switch (run?.state) {
    case 'held':
      return [{ kind: 'heldRun', run }];
    case 'failed':
      return [{ kind: 'failedRun', model, run }];
    default:
      return [];
  }
}
