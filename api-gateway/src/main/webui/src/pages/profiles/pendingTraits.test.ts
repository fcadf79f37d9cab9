import { expect, test } from 'vitest';
import type { TraitOfProfile } from '@/api/generated/model';
import type { PendingChange } from '@/features/pending/pendingChange';
import { traitRows } from './pendingTraits';

const plan: TraitOfProfile = {
  trait: 'plan',
  value: 'pro',
  classification: 'harmless',
  policy: 'latest',
  origin: null,
  said: [],
};
const change: PendingChange = {
  event: 'evt_1',
  subject: 'trait',
  name: 'tier',
  sentAt: 1,
};

test('an added trait has a row until its value is applied, and a corrected one has only its own', () => {
  const rows = traitRows([plan], [{ ...change, name: 'plan' }, change]);
  expect(rows).toEqual([
    { name: 'plan', trait: plan },
    { name: 'tier', trait: null },
  ]);
});

test('a pending answer is no trait', () => {
  expect(traitRows([], [{ ...change, subject: 'consent' }])).toEqual([]);
});

test('the correction of an identifier is beside a change of the trait of the same name', () => {
  const change = { event: 'evt_1', name: 'email', sentAt: 1 } as const;
  const pending = [
    { ...change, subject: 'trait' },
    { ...change, event: 'evt_2', subject: 'identifier' },
  ] as const;
  expect(traitRows([], pending)).toEqual([{ name: 'email', trait: null }]);
  expect(traitRows([], pending.slice(1))).toEqual([{ name: 'email', trait: null }]);
});
