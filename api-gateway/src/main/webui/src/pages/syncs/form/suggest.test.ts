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

it('suggests nothing where nothing fits, and nothing for fields of others', () => {
  const fields = ['email', 'firstname', 'website'].map((name) => fieldOf({ name }));
  expect(suggestedMapping({ fields }, VALUES, new Set(['email']))).toEqual([
    { field: 'firstname', from: { kind: 'trait', name: 'firstName' } },
  ]);
});
