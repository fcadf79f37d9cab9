import { expect, it } from 'vitest';
import type { DeliveryCauseCount } from '@/api/generated/model';
import { chosen, mayGoAgain, requestOf } from './again';

function cause(count: number, rest: Partial<DeliveryCauseCount> = {}): DeliveryCauseCount {
  const newest = '2026-01-01T00:00:00Z';
  return {
    destination: 'dst_1',
    sync: 'syn_1',
    state: 'rejected',
    cause: 'rejected',
    count,
    newest,
    ...rest,
  };
}

const CAUSES = [
  cause(3),
  cause(2, { field: 'email' }),
  cause(5, { sync: 'syn_2' }),
  cause(7, { state: 'dead' }),
];

it('counts what a request without a field would take with it', () => {
  expect(chosen(CAUSES, requestOf(cause(3)))).toBe(5);
  expect(chosen(CAUSES, requestOf(cause(2, { field: 'email' })))).toBe(2);
});

it('leaves to consent what consent holds back', () => {
  expect(mayGoAgain('withheld')).toBe(false);
  expect(mayGoAgain('uncertain')).toBe(true);
});
