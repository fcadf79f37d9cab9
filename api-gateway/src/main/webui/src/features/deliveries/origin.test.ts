import { expect, it } from 'vitest';
import type { Delivery, Sync } from '@/api/generated/model';
import { identifierOfSource, refusedIdentifier, refusedTrait } from './origin';

const SYNC = {
  match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
  mapping: [{ field: 'date_of_birth', from: { kind: 'trait', name: 'birthday' } }],
} as unknown as Sync;

function refused(field?: string, state = 'rejected'): Delivery {
  return { state, cause: { code: 'rejected', ...(field ? { field } : {}) } } as Delivery;
}

it('leads from the field that was refused to the trait behind it', () => {
  expect(refusedTrait(refused('date_of_birth'), SYNC)).toBe('birthday');
});

it('leads nowhere where no trait is behind it, or nothing was refused', () => {
  expect(refusedTrait(refused('email'), SYNC)).toBeUndefined();
  expect(refusedTrait(refused(), SYNC)).toBeUndefined();
  expect(refusedTrait(refused('date_of_birth', 'delivered'), SYNC)).toBeUndefined();
  expect(refusedTrait(refused('date_of_birth'), undefined)).toBeUndefined();
});

it('leads from the field that was refused to the identifier behind it', () => {
  expect(refusedIdentifier(refused('email'), SYNC)).toBe('email');
  expect(refusedIdentifier(refused('date_of_birth'), SYNC)).toBeUndefined();
  expect(refusedIdentifier(refused('email', 'delivered'), SYNC)).toBeUndefined();
});

it('offers no correction of an identifier that does not come from a trait', () => {
  const from = { kind: 'identifier', type: 'user_id' };
  const byUser = { match: { field: 'id', from }, mapping: [] } as unknown as Sync;
  expect(refusedIdentifier(refused('id'), byUser)).toBeUndefined();
  expect(identifierOfSource(refused('id'), byUser)).toBe('user_id');
  expect(identifierOfSource(refused('email'), SYNC)).toBeUndefined();
  expect(identifierOfSource(refused('date_of_birth'), SYNC)).toBeUndefined();
});
