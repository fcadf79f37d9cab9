import { expect, test } from 'vitest';
import texts from '@/texts/en/deliveries.json';
import { deliveryStates } from '../states/DeliveryState';
import { causeName } from './causeName';

test.each(deliveryStates)('a delivery in the state %s without a cause has words', (state) => {
  expect(causeName(undefined, state)).toBe(`causes.names.${state}`);
});

/** The codes of OutcomeDecision and OutcomeRecorder. */
const WRITTEN = [
  'consent rejected exists missing partly-refused submitted waits-for-another-record',
  'result-unknown quota-spent transient no-answer batch-refused rate-limited unauthorised',
  'grant-revoked not-connected another-account account-unknown waits-for-account gone',
  'waits-for-place misconfigured sync-deleted',
].flatMap((codes) => codes.split(' '));

test.each(WRITTEN)('the reason %s of the service has words', (code) => {
  expect(causeName(code, 'pending')).toBe(`causes.names.${code}`);
  expect(texts.causes.names).toHaveProperty(code);
});

test('a cause counts before the state, and one of a newer API is shown by its code', () => {
  expect(causeName('no-answer', 'uncertain')).toBe('causes.names.no-answer');
  expect(causeName('newer', 'uncertain')).toBe('causes.names.other');
});
