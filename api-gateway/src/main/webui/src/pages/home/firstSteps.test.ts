import { expect, test } from 'vitest';
import { FIRST_STEPS, type Progress, stepsDone } from './firstSteps';

const NOTHING: Progress = {
  sources: 0,
  events: 0,
  people: 0,
  connected: false,
  audiences: 0,
  destinations: 0,
  syncs: 0,
  delivered: false,
};

test('in an empty workspace no step is done', () => {
  const done = stepsDone(NOTHING);
  expect(FIRST_STEPS.map((step) => done[step])).toEqual(FIRST_STEPS.map(() => false));
});

test('people from a warehouse make the first event needless', () => {
  expect(stepsDone({ ...NOTHING, people: 12 }).event).toBe(true);
});

test('a connection or an audience is enough to have something that flows', () => {
  expect(stepsDone({ ...NOTHING, connected: true }).data).toBe(true);
  expect(stepsDone({ ...NOTHING, audiences: 1 }).data).toBe(true);
});

test('what could not be read is neither done nor open, unless the rest tells', () => {
  expect(stepsDone({ ...NOTHING, syncs: undefined }).sync).toBeUndefined();
  expect(stepsDone({ ...NOTHING, connected: undefined }).data).toBeUndefined();
  expect(stepsDone({ ...NOTHING, connected: undefined, audiences: 1 }).data).toBe(true);
});
