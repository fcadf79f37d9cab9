import type { ArrivedRequest, InboxGroup, RetryRequest } from '@/api/generated/model';

/**
 * The deliveries of a group that waited when the list was read. Without the right to personal data,
 * the API accepts no time for syncs of audiences: then the request also takes later ones, and
 * {@link isDecidedHere} leaves uncertain ones to the sync log.
 */
function known(group: InboxGroup, asOf: string): { until?: string } {
  return group.approximate === undefined ? { until: asOf } : {};
}

/**
 * Whether the inbox offers decisions about all deliveries of a group. A decision about uncertain
 * ones must not take those that nobody has looked up: they would be lost, or sent twice.
 */
export function isDecidedHere({ state, approximate }: InboxGroup): boolean {
  return state !== 'uncertain' || approximate === undefined;
}

/** Chooses the deliveries of a group, to send them again. */
export function retryOf(group: InboxGroup, asOf: string): RetryRequest {
  const { destination, sync, state, cause, field } = group;
  return {
    destination,
    sync,
    state,
    ...(cause === undefined ? {} : { cause }),
    ...(field === undefined ? {} : { field }),
    ...known(group, asOf),
  };
}

/** Chooses the uncertain deliveries of a group, to record that they arrived. */
export function arrivedOf(group: InboxGroup, asOf: string): ArrivedRequest {
  const { destination, sync, cause } = group;
  return {
    destination,
    sync,
    ...(cause === undefined ? {} : { cause }),
    ...known(group, asOf),
  };
}

/** Names a group among the others. */
export function groupKey({ destination, sync, state, cause, field }: InboxGroup): string {
  return JSON.stringify([destination, sync, state, cause, field]);
}
