import type { ArrivedRequest, InboxGroup, RetryRequest } from '@/api/generated/model';

/** The deliveries that came into their state at or after one time, and before another one. */
export interface Span {
  from?: string;
  until?: string;
}

/** Without the right to personal data, the API accepts no time for syncs of audiences. */
export function hasSpan({ approximate }: InboxGroup): boolean {
  return approximate === undefined;
}

/** Whether no delivery can be in a time span, because it ends before it begins. */
export function isEmpty({ from, until }: Span): boolean {
  return from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until);
}

/**
 * The deliveries of a group that waited when the list was read, or those of a time span before.
 * Where no time is accepted, the request also takes later ones, and {@link isDecidedHere} leaves
 * uncertain ones to the sync log.
 */
function known(group: InboxGroup, asOf: string, { from, until }: Span): Span {
  if (!hasSpan(group)) {
    return {};
  }
  return {
    ...(from === undefined ? {} : { from }),
    until: until !== undefined && Date.parse(until) < Date.parse(asOf) ? until : asOf,
  };
}

/**
 * Whether the inbox offers decisions about all deliveries of a group. A decision about uncertain
 * ones must not take those that nobody has looked up: they would be lost, or sent twice.
 */
export function isDecidedHere({ state, approximate }: InboxGroup): boolean {
  return state !== 'uncertain' || approximate === undefined;
}

/** Chooses the deliveries of a group, to send them again. */
export function retryOf(group: InboxGroup, asOf: string, span: Span): RetryRequest {
  const { destination, sync, state, cause, field } = group;
  return {
    destination,
    sync,
    state,
    ...(cause === undefined ? {} : { cause }),
    ...(field === undefined ? {} : { field }),
    ...known(group, asOf, span),
  };
}

/** Chooses the uncertain deliveries of a group, to record that they arrived. */
export function arrivedOf(group: InboxGroup, asOf: string, span: Span): ArrivedRequest {
  const { destination, sync, cause } = group;
  return {
    destination,
    sync,
    ...(cause === undefined ? {} : { cause }),
    ...known(group, asOf, span),
  };
}

/** Names a group among the others. */
export function groupKey({ destination, sync, state, cause, field }: InboxGroup): string {
  return JSON.stringify([destination, sync, state, cause, field]);
}
