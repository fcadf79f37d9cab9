import { expect, test } from 'vitest';
import type { WorkState } from '../../work';
import { behind } from './behind';

const rebuild = (rulesVersion: number, state: WorkState) => ({ rulesVersion, state });

test.each([
  ['nobody has changed the rules', 0, [], false],
  ['rules were saved alone', 3, [], true],
  ['the last rebuild was under the rules before', 3, [rebuild(2, 'succeeded')], true],
  ['everybody was decided anew', 3, [rebuild(3, 'succeeded')], false],
  ['that is under way', 3, [rebuild(3, 'running')], false],
  ['it was cancelled', 3, [rebuild(3, 'cancelled'), rebuild(2, 'succeeded')], true],
])('people where %s', (_, version, rebuilds, expected) => {
  expect(behind(version, rebuilds)).toBe(expected);
});
