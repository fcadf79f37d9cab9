import { expect, test } from 'vitest';
import type { DataDelay } from '@/api/generated/model';
import { audienceState } from './audienceState';

const AT = '2026-03-01T10:00:00Z';
const NONE: DataDelay = { state: 'none', stage: null, since: null, dataAsOf: null };

const stateWith = (delay: Partial<DataDelay>, stage = 'on') =>
  audienceState(
    { state: { stage, progress: 1, versionInForce: 1 } },
    { ...NONE, since: AT, ...delay },
  );

test('an audience that is on is not said to be well while the data about its members are late', () => {
  for (const stage of ['identity', 'audiences'] as const) {
    for (const state of ['late', 'stopped'] as const) {
      expect(stateWith({ state, stage })).toEqual({ stage: 'late', state: 'attention' });
    }
  }
  expect(stateWith({ state: 'time-stopped' })).toEqual({ stage: 'late', state: 'attention' });
});

test('late deliveries do not make an audience late, and neither do data that are in time', () => {
  expect(stateWith({ state: 'late', stage: 'destinations' })).toEqual({ stage: 'on', state: 'ok' });
  expect(stateWith(NONE)).toEqual({ stage: 'on', state: 'ok' });
  expect(
    audienceState({ state: { stage: 'on', progress: 1, versionInForce: 1 } }, undefined),
  ).toEqual({ stage: 'on', state: 'ok' });
});

test('an audience that is not on has its own state', () => {
  expect(stateWith({ state: 'late', stage: 'identity' }, 'waiting').stage).toBe('waiting');
});
