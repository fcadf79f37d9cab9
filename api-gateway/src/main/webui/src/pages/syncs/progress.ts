import type { DestinationBudgets, Sync, SyncProgress } from '@/api/generated/model';

/** What a sync does now, or how its newest run ended. */
export type Phase =
  | 'none'
  | 'noneRounded'
  | 'stopped'
  | 'reading'
  | 'sending'
  | 'failed'
  | 'cancelled'
  | 'superseded'
  | 'exceptions'
  | 'ended'
  | 'done';

type Counts = SyncProgress['counts'];

const sum = (counts: Counts, ...states: string[]) =>
  states.reduce((all, state) => all + (counts[state] ?? 0), 0);

/** Deliveries that are to be sent, are being sent, or are in a job. */
export function underWay(counts: Counts): number {
  return sum(counts, 'pending', 'retrying', 'in-flight', 'submitted');
}

/** Deliveries that did not arrive, and wait for a decision. */
export function notArrived(counts: Counts): number {
  return sum(counts, 'rejected', 'dead');
}

/** Rounded numbers leave out states with few deliveries, so nothing is said to be done. */
export function phaseOf(
  { run, counts, waits: causes, approximate }: SyncProgress,
  state: Sync['state'],
): Phase {
  const waits = underWay(counts) > 0 || causes.length > 0;
  const reads = run?.state === 'running';
  if (state !== 'active' && (waits || reads)) {
    return 'stopped';
  }
  if (reads) {
    return 'reading';
  }
  if (waits) {
    return 'sending';
  }
  if (run?.state === 'failed' || run?.state === 'cancelled' || run?.state === 'superseded') {
    return run.state;
  }
  if (notArrived(counts) > 0 || sum(counts, 'uncertain') > 0 || run?.skipped) {
    return 'exceptions';
  }
  if (approximate) {
    return run ? 'ended' : 'noneRounded';
  }
  return run ? 'done' : 'none';
}

/**
 * How much of what the newest run found is not under way any more, from 0 to 1. Null while the run
 * reads its source, since its total is not known, and where the numbers do not say it: rounded
 * numbers, or more deliveries than the run found, because people changed meanwhile.
 */
export function doneShare({ run, counts, approximate }: SyncProgress): number | null {
  const waits = underWay(counts);
  if (approximate || run?.state !== 'done' || run.changed === 0 || waits > run.changed) {
    return null;
  }
  return (run.changed - waits) / run.changed;
}

/** Milliseconds until everything arrives at the rate of the last minute; null if none is known. */
export function leftAtRate({ counts, arrivedLastMinute }: SyncProgress): number | null {
  const toSend = sum(counts, 'pending', 'retrying');
  return arrivedLastMinute === undefined || arrivedLastMinute === 0 || toSend === 0
    ? null
    : (toSend / arrivedLastMinute) * 60_000;
}

/** Until when a limit of the account holds all requests; null if none does, as far as it is known. */
export function heldUntil(budgets: DestinationBudgets | undefined): string | null {
  if (budgets === undefined) {
    return null;
  }
  const { at, heldUntil, budgets: each } = budgets;
  const ofAccount = each
    .filter(({ limit }) => limit.scope === 'account')
    .map(({ current }) => current.heldUntil);
  return (
    [heldUntil, ...ofAccount]
      .filter((until) => until != null)
      .filter((until) => Date.parse(until) > Date.parse(at))
      .sort((one, other) => Date.parse(one) - Date.parse(other))
      .at(-1) ?? null
  );
}
