import { expect, test, vi } from 'vitest';
import { leaveGuard } from './leaveGuard';

type Save = Parameters<typeof leaveGuard>[1];

const HERE = { pathname: '/models/orders', search: { tab: 'settings' } };
const OTHER_TAB = { ...HERE, search: {} };
const ELSEWHERE = { pathname: '/models', search: {} };

test.each<[Save, typeof ELSEWHERE]>([
  ['idle', ELSEWHERE],
  ['error', ELSEWHERE],
  ['idle', OTHER_TAB],
])('asks before what is typed is lost (%s)', (save, next) => {
  const stays = leaveGuard(true, save, () => false);
  const leaves = leaveGuard(true, save, () => true);
  expect(stays.shouldBlockFn({ current: HERE, next })).toBe(true);
  expect(leaves.shouldBlockFn({ current: HERE, next })).toBe(false);
});

test.each<[string, boolean, Save, typeof ELSEWHERE]>([
  ['nothing is typed', false, 'idle', ELSEWHERE],
  ['only a filter changes', true, 'idle', HERE],
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
