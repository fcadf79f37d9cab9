import { expect, test } from 'vitest';
import type { DeliveryCauseCount } from '@/api/generated/model';
import { byIntent } from './byIntent';

const cause = (state: string, count: number): DeliveryCauseCount => ({
  destination: 'dst_1',
  sync: 'syn_1',
  state,
  count,
  newest: '2026-03-01T10:00:00Z',
});

test('failures are sorted by how many they are, and consent is apart', () => {
  const { failures, heldBack } = byIntent([
    cause('withheld', 6_256),
    cause('rejected', 1),
    cause('withheld', 9_000),
    cause('dead', 7),
  ]);
  expect(failures.map(({ state, count }) => [state, count])).toEqual([
    ['dead', 7],
    ['rejected', 1],
  ]);
  expect(heldBack.map(({ count }) => count)).toEqual([9_000, 6_256]);
});
