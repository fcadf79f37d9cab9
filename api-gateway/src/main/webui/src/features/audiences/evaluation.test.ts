import { expect, test } from 'vitest';
import { isCounting, olderRule } from './evaluation';

const state = { stage: 'on', progress: 1, versionInForce: 1 };

test.each([
  ['before the first rule is complete', { stage: 'building', versionInForce: null }, null, true],
  ['before it is begun', { stage: 'waiting', versionInForce: null }, null, true],
  ['while a later rule is evaluated', { stage: 'building' }, null, false],
  ['with an approximate size', { versionInForce: null }, { about: 100 }, false],
])('%s an audience is counting: %#', (_, differs, approximate, counting) => {
  expect(isCounting({ state: { ...state, ...differs }, approximate: approximate as never })).toBe(
    counting,
  );
});

test('a version that changed only the name or the tags uses no older rule', () => {
  expect(olderRule({ version: 2, state })).toBeNull();
  expect(olderRule({ version: 2, state: { ...state, stage: 'waiting', progress: 0 } })).toBeNull();
});

test('the older rule decides until the changed one is evaluated', () => {
  expect(olderRule({ version: 2, state: { ...state, stage: 'building' } })).toBe(1);
  expect(
    olderRule({ version: 1, state: { ...state, stage: 'building', versionInForce: null } }),
  ).toBeNull();
});
