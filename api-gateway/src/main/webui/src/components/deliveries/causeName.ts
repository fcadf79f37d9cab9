/** The reasons that the service writes with a delivery. */
const REASONS = [
  'consent',
  'rejected',
  'exists',
  'missing',
  'partly-refused',
  'submitted',
  'waits-for-another-record',
  'result-unknown',
  'quota-spent',
  'transient',
  'no-answer',
  'batch-refused',
  'rate-limited',
  'unauthorised',
  'grant-revoked',
  'not-connected',
  'another-account',
  'account-unknown',
  'waits-for-account',
  'waits-for-place',
  'gone',
  'misconfigured',
  'sync-deleted',
] as const;

const NAMED = [
  ...REASONS,
  // The state names a delivery without a cause.
  'uncertain',
  'dead',
  'retrying',
  'pending',
  'in-flight',
  'withheld',
  'delivered',
  'accepted',
] as const;

type NamedCause = (typeof NAMED)[number];

/** The text that tells a cause; one that is not known here is shown by its code. */
export function causeName(
  cause: string | undefined,
  state: string,
): `causes.names.${NamedCause | 'other'}` {
  const known = NAMED.find((name) => name === (cause ?? state));
  return `causes.names.${known ?? 'other'}`;
}
