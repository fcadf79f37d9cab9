import { expect, test } from 'vitest';
import { BY_HAND } from '@/features/models/schedule';
import { emptyModel, NO_MAPPING } from './modelDraft';
import { whatIsMissing } from './whatIsMissing';

const draft = emptyModel('whs_1');

test('a key tells rows apart, and what is no person has a name', () => {
  expect(whatIsMissing('key', draft)?.reason).toBe('key');
  const keyed = { ...draft, primaryKey: ['id'] };
  expect(whatIsMissing('key', keyed)).toBeNull();
  expect(whatIsMissing('key', { ...keyed, person: false })?.reason).toBe('entity');
});

test('a person is named by something, and what is kept has a name', () => {
  expect(whatIsMissing('mapping', draft)?.reason).toBe('identifier');
  const mapping = { ...NO_MAPPING, identifiers: { email: 'email' } };
  expect(whatIsMissing('mapping', { ...draft, mapping })).toBeNull();
  expect(
    whatIsMissing('mapping', { ...draft, mapping: { ...mapping, traits: { plan: '' } } })?.reason,
  ).toBe('target');
});

test.each([
  [{ ...BY_HAND, kind: 'every', minutes: '0' }, 'minutes'],
  [{ ...BY_HAND, kind: 'cron', expression: '0 6' }, 'expression'],
] as const)('the schedule %j lacks its %s', (schedule, reason) => {
  expect(whatIsMissing('run', draft)?.reason).toBe('name');
  expect(whatIsMissing('run', { ...draft, name: 'Customers', schedule })?.reason).toBe(reason);
});
