import type { DeliveryCauseCount, RetryRequest } from '@/api/generated/model';

/** What a person can send again; what consent holds back goes by itself once it may. */
const BY_HAND = ['rejected', 'dead', 'uncertain', 'retrying'];

export function mayGoAgain(state: string): boolean {
  return BY_HAND.includes(state);
}

/** Chooses the deliveries that stand still for this cause. */
export function requestOf({ destination, sync, state, cause, field }: DeliveryCauseCount) {
  return {
    destination,
    sync,
    state,
    ...(cause === undefined ? {} : { cause }),
    ...(field === undefined ? {} : { field }),
  } satisfies RetryRequest;
}

/**
 * How many a request chooses, and whether this number is rounded: a request without a field takes
 * those with any.
 */
export function chosen(
  causes: readonly DeliveryCauseCount[],
  request: RetryRequest,
): { count: number; approximate: boolean } {
  const these = causes.filter((each) =>
    (['destination', 'sync', 'state', 'cause', 'field'] as const).every(
      (name) => request[name] === undefined || request[name] === each[name],
    ),
  );
  return {
    count: these.reduce((sum, { count }) => sum + count, 0),
    approximate: these.some(({ approximate }) => approximate !== undefined),
  };
}
