import type {
  Alert,
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
  | { kind: 'drift'; sync: Sync }
  | { kind: 'deliveries'; cause: DeliveryCauseCount }
  | { kind: 'heldRun'; run: Run }
  | { kind: 'failedRun'; model: Model; run: Run }
  | { kind: 'quarantine'; count: number }
  | { kind: 'approvals'; count: number }
  | { kind: 'conflicts'; count: number; more: boolean }
  | { kind: 'alert'; alert: Alert };

const FOR_A_PERSON = new Set(['rejected', 'uncertain', 'dead']);

/** The answers to the queries of the page, as far as they have arrived. */
interface WaitingInputs {
  destinations?: readonly Destination[] | undefined;
  syncs?: readonly Sync[] | undefined;
  causes?: readonly DeliveryCauseCount[] | undefined;
  models?: readonly Model[] | undefined;
  summary?: Summary | undefined;
  alerts?: readonly Alert[] | undefined;
  /** How many changes of others this user can decide. */
  approvals?: number | undefined;
  /** Whether this user can decide conflicts. */
  settles?: boolean;
  /** `more` where there are more than are counted. */
  conflicts?: { count: number; more: boolean } | undefined;
}

export function waitingForYou(told: WaitingInputs): Waiting[] {
  const { destinations = [], syncs = [], causes = [], models = [], summary } = told;
  const { alerts = [], approvals = 0, conflicts, settles = false } = told;
  // The alert counts the messages of all services, the summary only the inputs.
  const alertOfQuarantine = alerts.some(({ kind }) => kind === 'set-aside');
  const items: Waiting[] = [
    ...destinations
      .filter(({ state }) => destinationState(state) === 'failing')
      .map((destination) => ({ kind: 'destination' as const, destination })),
    ...syncs
      .filter(({ state }) => state === 'misconfigured')
      .map((sync) => ({ kind: 'sync' as const, sync })),
    ...syncs
      .filter(({ drift }) => Boolean(drift))
      .map((sync) => ({ kind: 'drift' as const, sync })),
    ...models.flatMap(waitingRun),
    ...causes
      .filter(({ state }) => FOR_A_PERSON.has(state))
      .map((cause) => ({ kind: 'deliveries' as const, cause })),
    ...(summary && summary.waiting > 0 && !alertOfQuarantine
      ? [{ kind: 'quarantine' as const, count: summary.waiting }]
      : []),
    ...(approvals > 0 ? [{ kind: 'approvals' as const, count: approvals }] : []),
    ...(settles && conflicts && conflicts.count > 0
      ? [{ kind: 'conflicts' as const, ...conflicts }]
      : []),
  ];
  // The item about approvals has those that this user can decide, the alert has all of them.
  const others = alerts.filter(
    (alert) => alert.kind !== 'approval-waits' && !items.some((item) => saysTheSame(item, alert)),
  );
  return [...others.map((alert) => ({ kind: 'alert' as const, alert })), ...items];
}

/** Whether an item is about the problem of an alert, with more details than the alert. */
function saysTheSame(item: Waiting, { kind, object }: Alert): boolean {
  switch (item.kind) {
    case 'destination':
      return kind === 'destination-stopped' && item.destination.id === object;
    case 'sync':
      return kind === 'sync-stopped' && item.sync.id === object;
    case 'heldRun':
      return kind === 'run-held' && item.run.id === object;
    case 'deliveries': {
      const { state, destination } = item.cause;
      return (
        kind === (state === 'uncertain' ? 'may-have-been-sent' : 'deliveries-fail') &&
        destination === object
      );
    }
    case 'failedRun':
      return kind === 'model-late' && item.model.id === object;
    case 'quarantine':
    case 'drift':
    case 'approvals':
    case 'conflicts':
    case 'alert':
      return false;
  }
}

const OF_DECISIONS: ReadonlySet<Alert['kind']> = new Set<Alert['kind']>([
  'run-held',
  'may-have-been-sent',
]);

/** Whether nothing is wrong and a user only has to decide. Each other item is a problem. */
export function isDecision(item: Waiting): boolean {
  switch (item.kind) {
    case 'heldRun':
    case 'drift':
    case 'approvals':
    case 'conflicts':
      return true;
    case 'deliveries':
      return item.cause.state === 'uncertain';
    case 'alert':
      return OF_DECISIONS.has(item.alert.kind);
    default:
      return false;
  }
}

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
