import { expect, test, vi } from 'vitest';
import { leaveGuard } from './leaveGuard';

type Save = Parameters<typeof leaveGuard>[1];

const HERE = { pathname: '/syncs/new' };
const ELSEWHERE = { pathname: '/syncs' };

test.each<Save>(['idle', 'error'])('asks before what is typed is lost (%s)', (save) => {
  const stays = leaveGuard(true, save, () => false);
  const leaves = leaveGuard(true, save, () => true);
  expect(stays.shouldBlockFn({ current: HERE, next: ELSEWHERE })).toBe(true);
  expect(leaves.shouldBlockFn({ current: HERE, next: ELSEWHERE })).toBe(false);
});

test.each<[string, boolean, Save, { pathname: string }]>([
  ['nothing is typed', false, 'idle', ELSEWHERE],
  ['only a tab or a filter changes', true, 'idle', HERE],
  ['a save leads elsewhere before it is over', true, 'pending', ELSEWHERE],
  ['a save led elsewhere', true, 'success', ELSEWHERE],
])('asks nothing where %s', (_, typed, save, next) => {
  const asked = vi.fn(() => false);
  expect(leaveGuard(typed, save, asked).shouldBlockFn({ current: HERE, next })).toBe(false);
  expect(asked).not.toHaveBeenCalled();
});

test.each<[boolean, Save, boolean]>([
  [true, 'idle', true],
  [true, 'error', true],
  [true, 'pending', true],
  [true, 'success', false],
  [false, 'idle', false],
])('closing the window with typed %s and save %s asks: %s', (typed, save, asks) => {
  expect(leaveGuard(typed, save, () => true).enableBeforeUnload()).toBe(asks);
});
