import { expect, it } from 'vitest';
import type { TraitOfProfile } from '@/api/generated/model';
import { decidedBy } from './decidedBy';

const city = (policy: string, kind: string | null): TraitOfProfile => ({
  trait: 'city',
  classification: 'harmless',
  policy,
  value: kind && 'Oss',
  origin: kind ? { kind, source: null, model: null, row: null, author: null } : null,
  said: [],
});

it('names the policy that decided', () => {
  expect(decidedBy(city('first', 'source'))).toBe('first');
});

it('names none where the latest value holds, a correction by hand does, or none', () => {
  expect(decidedBy(city('latest', 'source'))).toBeNull();
  expect(decidedBy(city('first', 'manual'))).toBeNull();
  expect(decidedBy(city('first', null))).toBeNull();
});
