import type { Destination, Sync, VendorAccount } from '@/api/generated/model';

/** The states in which a destination waits for a decision about its account. */
const UNDECIDED: readonly string[] = ['another-account', 'account-unknown'];

/** What a user can decide about the account of the present credentials. */
export interface OpenDecision {
  /** The account of the present credentials; null if the destination does not name it. */
  other: VendorAccount | null;
  /** The account of the records; null if the destination has never named it. */
  former: VendorAccount | null;
  /** Whether both have the same id, at two addresses. */
  sameId: boolean;
  /** Whether the destination may also just refuse the credentials, so that a decision helps only some users. */
  mayBeRefused: boolean;
}

/** The decision that the API accepts; null if there is none. */
export function openDecision({
  state,
  account,
}: Pick<Destination, 'state' | 'account'>): OpenDecision | null {
  // With credentials that have no name, the other account is that of earlier credentials.
  const other = state === 'account-unknown' ? null : (account?.other ?? null);
  // Changed credentials that may not read their account are refused like wrong ones.
  const mayBeRefused = other === null && state === 'unauthorised' && Boolean(account?.id);
  if (account?.decision || (other === null && !UNDECIDED.includes(state) && !mayBeRefused)) {
    return null;
  }
  const former = account?.id ? { id: account.id, name: account.name ?? account.id } : null;
  return { other, former, sameId: other !== null && other.id === former?.id, mayBeRefused };
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

/** How many records an account gets that has none of them: those of events stay as they are. */
export function sentAgain(syncs: readonly Pick<Sync, 'counts' | 'mode' | 'approximate'>[]) {
  const ofRecords = syncs.filter(({ mode }) => mode !== 'append' && mode !== 'delete');
  return {
    count: ofRecords.reduce(
      (all, { counts }) => all + SENT_AGAIN.reduce((of, state) => of + (counts[state] ?? 0), 0),
      0,
    ),
    approximate: ofRecords.some(({ approximate }) => approximate),
  };
}
