import { expect, test } from 'vitest';
import type { CappedPerson } from '@/api/identity';
import { reachedBy } from './caps';

const RULES = { maxIdentifiers: 5, maxMerges: 2 };

function person(caps: CappedPerson['caps'], identifierCount: number, merges: number): CappedPerson {
  return {
    profile: 'prf_1',
    person: { text: 'Ada Lovelace', source: 'name' },
    caps,
    identifiers: [],
    identifierCount,
    merges,
    since: '2026-11-20T00:00:00Z',
    lastAt: '2026-11-21T00:00:00Z',
  };
}

test('each cap has its own figures', () => {
  expect(reachedBy(person(['too-many-identifiers', 'too-many-merges'], 5, 2), RULES)).toEqual([
    { cap: 'too-many-identifiers', count: 5, most: 5, together: false },
    { cap: 'too-many-merges', count: 2, most: 2, together: false },
  ]);
});

test('who is below a cap is over it together with others', () => {
  expect(reachedBy(person(['too-many-merges'], 3, 1), RULES)).toEqual([
    { cap: 'too-many-merges', count: 1, most: 2, together: true },
  ]);
});

test('until the rules are read nothing is said of them', () => {
  expect(reachedBy(person(['too-many-identifiers'], 3, 0), undefined)).toEqual([
    { cap: 'too-many-identifiers', count: 3, most: null, together: false },
  ]);
});
