import type { SyncPersonStop } from '@/api/generated/model';

const CODES = [
  'not-in-audience',
  'sends-rows',
  'no-row',
  'no-event',
  'undecided',
  'no-identifier',
  'left-out',
  'consent-denied',
  'consent-unknown',
  'shared',
  'destination-paused',
  'destination-unauthorised',
  'destination-grant-revoked',
  'destination-not-connected',
  'destination-another-account',
  'destination-account-unknown',
  'destination-waits-for-account',
  'destination-gone',
  'destination-failing',
  'sync-paused',
  'sync-misconfigured',
  'backfill',
  'unmerge',
  'waits-for-record',
  'rate-limited',
  'quota-spent',
  'waits-for-account',
  'waits-for-place',
  'pending',
  'withheld',
  'in-flight',
  'submitted',
  'retrying',
  'waits-for-another-record',
  'uncertain',
  'rejected',
  'exists',
  'missing',
  'dead',
] as const;

type Code = (typeof CODES)[number];

type Name =
  | `whyNot.reasons.${Code | 'other'}`
  | `whyNot.present.${'consent-denied' | 'consent-unknown'}`
  | 'whyNot.allowedAgain'
  | 'whyNot.withheld';

/**
 * The text that says why a person is not at a destination; an unknown reason is shown by its code.
 *
 * @param present whether the destination has the person from earlier deliveries, and keeps it
 */
export function reasonName(
  { code, step, purpose }: Pick<SyncPersonStop, 'code' | 'step' | 'purpose'>,
  present = false,
): Name {
  if (present && (code === 'consent-denied' || code === 'consent-unknown')) {
    return `whyNot.present.${code}`;
  }
  if (code === 'withheld' && step === 'sent') {
    return 'whyNot.allowedAgain';
  }
  if (code === 'withheld' && !purpose) {
    return 'whyNot.withheld';
  }
  return `whyNot.reasons.${CODES.find((known) => known === code) ?? 'other'}`;
}
