import { expect, test } from 'vitest';
import type { Attempt } from '@/api/generated/model';
import { newestFirst } from './newestFirst';

const attempt = (id: string, startedAt: string): Attempt => ({
  id,
  startedAt,
  deliveries: 1,
  exchanges: [],
});
const attempts = [
  attempt('first', '2026-03-02T09:00:00Z'),
  attempt('second', '2026-03-02T09:14:00Z'),
  attempt('third', '2026-03-02T09:15:00Z'),
];
const shown = (current: number, operation: string) =>
  newestFirst({ attempts, attempt: current, operation }).map(({ attempt, does }) => [
    attempt.id,
    does,
  ]);

test('the newest attempt is first, and those of the present version say what they do', () => {
  expect(shown(2, 'remove')).toEqual([
    ['third', 'remove'],
    ['second', 'remove'],
    ['first', 'earlier'],
  ]);
  expect(shown(1, 'write')[0]).toEqual(['third', 'write']);
});

test('before the first attempt of a version all are earlier ones', () => {
  expect(shown(0, 'remove').map(([, does]) => does)).toEqual(['earlier', 'earlier', 'earlier']);
  expect(newestFirst({ attempt: 0, operation: 'write' })).toEqual([]);
});
