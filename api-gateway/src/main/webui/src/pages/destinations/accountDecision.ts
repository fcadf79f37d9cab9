import type { Destination, Sync, VendorAccount } from '@/api/generated/model';

/** The states in which a destination waits for a decision about its account. */
const UNDECIDED: readonly string[] = ['another-account', 'account-unknown', 'waits-for-account'];

/** The states in which the other account is that of the present credentials, not of earlier ones. */
const NAMED: readonly string[] = ['another-account', 'paused'];

/** What a user can decide about the account of the present credentials. */
export interface OpenDecision {
  /** The account of the present credentials; null if the destination does not name it. */
  other: VendorAccount | null;
  /** The account of the records; null if the destination has never named it. */
  former: VendorAccount | null;
  /** Whether both have the same id, at two addresses. */
  sameId: boolean;
  /** Whether the destination is asked for the account again, so that a decision is rarely needed. */
  askedAgain: boolean;
}

/** The decision that the API accepts; null if there is none. */
export function openDecision({
  state,
  account,
}: Pick<Destination, 'state' | 'account'>): OpenDecision | null {
  const other = NAMED.includes(state) ? (account?.other ?? null) : null;
  if (account?.decision || (other === null && !UNDECIDED.includes(state))) {
    return null;
  }
  const former = account?.id ? { id: account.id, name: account.name ?? account.id } : null;
  return {
    other,
    former,
    sameId: other !== null && other.id === former?.id,
    askedAgain: state === 'waits-for-account',
  };
}

/** A decision as it was shown to the user when the user chose what happens with the ids. */
export interface ShownDecision {
  ids: 'kept' | 'forgotten';
  /** The version of the destination: each change of its credentials makes another one. */
  version: number;
  decision: OpenDecision;
}

/** Whether the destination still has the decision that was shown. */
export function isStillOpen(
  { version, decision }: ShownDecision,
  destination: Pick<Destination, 'state' | 'account' | 'version'>,
): boolean {
  const now = openDecision(destination);
  return (
    now !== null &&
    destination.version === version &&
    now.other?.id === decision.other?.id &&
    now.former?.id === decision.former?.id
  );
}

/** The states whose records are sent again to an account that has none of them. */
const SENT_AGAIN = [
  'delivered',
  'accepted',
  'submitted',
  'in-flight',
  'uncertain',
  'retrying',
  'pending',
  'dead',
];

type Counted = Pick<Sync, 'counts' | 'mode' | 'approximate'>;

/**
 * At most how many records an account gets that has none of them: a removed record counts as well. The
 * account refuses the records of syncs that only update, and events and deletions are not repeated.
 */
export function sentAgain(syncs: readonly Counted[]) {
  const ofRecords = syncs.filter(({ mode }) => !['append', 'delete', 'update-only'].includes(mode));
  return {
    count: ofRecords.reduce(
      (all, { counts }) => all + SENT_AGAIN.reduce((of, state) => of + (counts[state] ?? 0), 0),
      0,
    ),
    approximate: ofRecords.some(({ approximate }) => approximate),
    updatesOnly: syncs.some(({ mode }) => mode === 'update-only'),
    hasEvents: syncs.some(({ mode }) => mode === 'append'),
  };
}

/** The sentence about the number; null if nothing is sent again. */
export function againWords(again: ReturnType<typeof sentAgain> | undefined) {
  if (again === undefined) {
    return 'destinations.decide.againAll';
  }
  const { count, approximate } = again;
  if (count === 0) {
    // Rounded counts leave out states with few records.
    return approximate ? 'destinations.decide.againAll' : null;
  }
  return approximate ? 'destinations.decide.againAbout' : 'destinations.decide.again';
}
