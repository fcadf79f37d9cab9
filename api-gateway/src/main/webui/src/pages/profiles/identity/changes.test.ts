import { expect, it } from 'vitest';
import type { Merge, Unmerge } from '@/api/generated/model';
import { changesOf } from './changes';

const nothing = { identifiers: [], traits: [], identifierCount: 0, traitCount: 0 };
const merge = (profile: string, at: string): Merge => ({
  profile,
  into: 'prf_1',
  at,
  cause: 'evt_1',
  left: null,
  right: null,
  had: nothing,
  otherHad: nothing,
  rulesVersion: null,
});
const unmerge = (into: string, at: string): Unmerge => ({
  profile: 'prf_1',
  into,
  identifiers: [],
  by: 'mila',
  event: 'evt_2',
  at,
});

it('tells of merges and unmerges in one history, newest first', () => {
  const changes = changesOf({
    merges: [
      merge('prf_2', '2026-01-01T00:00:00Z'),
      merge('prf_3', '2026-03-01T00:00:00Z'),
      merge('prf_4', '2026-03-01T00:00:00Z'),
    ],
    unmerges: [unmerge('prf_9', '2026-02-01T00:00:00Z')],
  });
  expect(
    changes.map((change) => (change.kind === 'merge' ? change.merge.profile : change.unmerge.into)),
  ).toEqual(['prf_4', 'prf_3', 'prf_9', 'prf_2']);
});
