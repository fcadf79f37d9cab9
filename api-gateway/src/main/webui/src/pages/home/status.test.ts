import { expect, test } from 'vitest';
import type { Destination, Pipeline } from '@/api/generated/model';
import { statusOf } from './status';

const NOW = '2026-03-01T10:00:00Z';

function pipeline(waitingSince: string | null, reachable = true): Pipeline {
  const behind = { events: waitingSince === null ? 0 : 90 };
  return {
    caughtUp: waitingSince === null,
    asOf: NOW,
    destinationsNotWaitedFor: [],
    stages: [
      { stage: 'identity', reachable, behind, behindSince: waitingSince, pending: {} },
      { stage: 'audiences', reachable: true, behind: {}, behindSince: null, pending: {} },
    ],
  };
}

function destination(state: string): Destination {
  return {
    id: 'dst_1',
    key: 'hubspot',
    name: 'HubSpot',
    version: 1,
    connector: 'hubspot',
    settings: {},
    purposes: [],
    baseUrl: null,
    rateLimit: null,
    state,
    reason: null,
    since: null,
    optOutsWaiting: 0,
    createdAt: '2026-03-01T10:00:00Z',
    updatedAt: '2026-03-01T10:00:00Z',
  };
}

test('a part that cannot be reached is said before anything else', () => {
  expect(statusOf(pipeline(null, false), [destination('failing')], 3, 10)).toEqual({
    kind: 'away',
    stage: 'identity',
  });
});

test('a destination that takes nothing is said before what waits', () => {
  expect(statusOf(pipeline(null), [destination('unauthorised')], 3, 10)).toEqual({
    kind: 'failing',
    count: 1,
  });
});

test('a paused destination is what somebody wanted', () => {
  expect(statusOf(pipeline(null), [destination('paused')], 0, 10).kind).toBe('flows');
});

test('messages that are just under way are not being behind', () => {
  expect(statusOf(pipeline('2026-03-01T09:59:59.400Z'), [], 0, 10).kind).toBe('flows');
  expect(statusOf(pipeline('2026-03-01T09:59:30Z'), [], 0, 10).kind).toBe('behind');
});

test('a stage is not said to keep up when its lag could not be told', () => {
  const { stages, ...rest } = pipeline('2026-03-01T09:59:59Z');
  const unknown = stages.map((stage) => ({ ...stage, behindSince: null }));
  expect(statusOf({ ...rest, stages: unknown }, [], 0, 10).kind).toBe('behind');
});

test('without events nothing is wrong, and nothing flows', () => {
  expect(statusOf(pipeline(null), [], 0, 0).kind).toBe('quiet');
});
