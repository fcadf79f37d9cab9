import { expect, it } from 'vitest';
import type { Delivery, Sync } from '@/api/generated/model';
import { refusedTrait } from './origin';

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
