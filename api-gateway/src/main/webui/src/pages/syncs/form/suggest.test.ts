import { expect, it } from 'vitest';
import { fieldOf } from '@/testing/fields';
import { type NamedValue, suggested, suggestedMapping } from './suggest';

const trait = (name: string): NamedValue => ({ name, from: { kind: 'trait', name } });
const VALUES: NamedValue[] = [
  { name: 'email', from: { kind: 'identifier', type: 'email' } },
  ...['email', 'firstName', 'surname', 'postcode', 'language', 'churnScore', 'birthday'].map(trait),
];

it.each([
  ['firstname', 'First name', 'firstName'],
  ['lastname', 'Last name', 'surname'],
  ['zip', 'Postal code', 'postcode'],
  ['hs_language', 'Preferred language', 'language'],
  ['churn_score', 'Churn', 'churnScore'],
  ['date_of_birth', 'Date of birth', 'birthday'],
])('suggests for %s what means the same', (name, label, wanted) => {
  expect(suggested({ name, label }, VALUES)).toEqual({ kind: 'trait', name: wanted });
});

it('takes an identifier before the trait of the same name', () => {
  expect(suggested({ name: 'email', label: 'Email' }, VALUES)).toEqual({
    kind: 'identifier',
    type: 'email',
  });
});

it.each([
  ['trait', 'churnScore', { kind: 'trait', name: 'churnScore' }],
  ['trait', 'churn_score', { kind: 'trait', name: 'churnScore' }],
  ['identifier', 'email', { kind: 'identifier', type: 'email' }],
] as const)('takes the %s %s that the connector suggests before a guess', (kind, name, from) => {
  const field = { name: 'firstname', label: 'First name', suggested: { kind, name } };
  expect(suggested(field, VALUES)).toEqual(from);
});

it('guesses if the workspace lacks what the connector suggests', () => {
  const field = {
    name: 'firstname',
    label: 'First name',
    suggested: { kind: 'trait', name: 'nickname' } as const,
  };
  expect(suggested(field, VALUES)).toEqual({ kind: 'trait', name: 'firstName' });
});

it('takes a column of the name that the connector suggests', () => {
  const column = (name: string): NamedValue => ({ name, from: { kind: 'column', name } });
  const field = {
    name: 'Id__c',
    label: 'ID',
    suggested: { kind: 'identifier', name: 'user_id' } as const,
  };
  expect(suggested(field, [column('id'), column('userId')])).toEqual({
    kind: 'column',
    name: 'userId',
  });
});

it('takes properties and the context of events only from events', () => {
  const time: NamedValue = { name: 'timestamp', from: { kind: 'event', name: 'timestamp' } };
  const value = {
    name: 'amount',
    label: 'Amount',
    suggested: { kind: 'property', name: 'value' } as const,
  };
  expect(suggested(value, [time])).toEqual({ kind: 'property', path: 'value' });
  expect(suggested(value, VALUES)).toBeUndefined();
  const at = {
    name: 'time',
    label: 'Time',
    suggested: { kind: 'event', name: 'timestamp' } as const,
  };
  expect(suggested(at, [time])).toEqual({ kind: 'event', name: 'timestamp' });
});

it('suggests nothing where nothing fits, and nothing for fields of others', () => {
  const fields = ['email', 'firstname', 'website'].map((name) => fieldOf({ name }));
  expect(suggestedMapping({ fields }, VALUES, new Set(['email']))).toEqual([
    { field: 'firstname', from: { kind: 'trait', name: 'firstName' } },
  ]);
});
