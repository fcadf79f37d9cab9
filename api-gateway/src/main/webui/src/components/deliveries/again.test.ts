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
  expect(chosen(CAUSES, requestOf(cause(3)))).toEqual({ count: 5, approximate: false });
  expect(chosen(CAUSES, requestOf(cause(2, { field: 'email' }))).count).toBe(2);
});

it('says that it is rounded if one of the counts is', () => {
  const causes = [...CAUSES, cause(0, { field: 'phone', approximate: { fewerThan: 50 } })];
  expect(chosen(causes, requestOf(cause(3)))).toEqual({ count: 5, approximate: true });
  expect(chosen(causes, requestOf(cause(7, { state: 'dead' }))).approximate).toBe(false);
});

it('leaves to consent what consent holds back', () => {
  expect(mayGoAgain('withheld')).toBe(false);
  expect(mayGoAgain('uncertain')).toBe(true);
});
