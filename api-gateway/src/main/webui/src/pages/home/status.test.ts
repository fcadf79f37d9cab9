import { expect, test } from 'vitest';
import type { Destination, Pipeline } from '@/api/generated/model';
import { standingTrails, standsAt } from '@/features/pipeline/stages';
import { pipelineWith, stage } from '@/testing/pipeline';
import { type StatusInputs, statusOf } from './status';

const NOW = '2026-03-01T10:00:00Z';

function pipeline(waitingSince: string | null, reachable = true, late = false): Pipeline {
  const behind = { events: waitingSince === null ? 0 : 90 };
  return pipelineWith({
    caughtUp: waitingSince === null,
    asOf: NOW,
    stages: [
      stage('identity', { reachable, behind, behindSince: waitingSince, late }),
      stage('audiences'),
    ],
  });
}

function destination(state: string): Destination {
  return {
    id: 'dst_1',
    key: 'hubspot',
    name: 'HubSpot',
    version: 1,
    connector: 'hubspot',
    settings: { accessToken: { set: true } },
    purposes: [],
    baseUrl: null,
    rateLimit: null,
    account: null,
    connection: null,
    warnings: [],
    state,
    reason: null,
    since: null,
    optOutsWaiting: 0,
    createdAt: '2026-03-01T10:00:00Z',
    updatedAt: '2026-03-01T10:00:00Z',
  };
}

function told(overrides: Partial<StatusInputs> = {}): StatusInputs {
  return {
    pipeline: pipeline(null),
    services: [],
    destinations: [],
    eventsPerMinute: 10,
    waitingForYou: 0,
    decisions: 0,
    asking: false,
    untold: false,
    ...overrides,
  };
}

test('a part that cannot be reached is said before anything else', () => {
  const away = { pipeline: pipeline(null, false), destinations: [destination('failing')] };
  expect(statusOf(told({ ...away, untold: true }))).toEqual({ kind: 'away', stage: 'identity' });
});

test('a service that is no stage and does not answer is said before what could not be read', () => {
  const services = [{ name: 'collector' as const, component: 'event-collector', since: NOW }];
  expect(statusOf(told({ services, untold: true, eventsPerMinute: 0 }))).toEqual({
    kind: 'serviceAway',
    service: 'collector',
  });
});

test('a partition that stands is said before what fails, with the address of its input', () => {
  const standing = [{ topic: 'events', partition: 3, offset: 24365, since: NOW }];
  const moving = pipeline(NOW);
  const stages = moving.stages.map((stage) => ({ ...stage, standing }));
  const stands = { ...moving, stages };
  expect(statusOf(told({ pipeline: stands, destinations: [destination('failing')] }))).toEqual({
    kind: 'stands',
    stage: 'identity',
  });
  expect(stages.map(standsAt)).toContain('events-3, offset 24365');
  expect(moving.stages.map(standsAt)).toEqual([null, null]);
});

test('a trail that stands is said too, and one that moves is not shown', () => {
  const flowing = pipeline(null);
  const trail = stage('read-trail', { behind: { reads: 7 }, behindSince: NOW });
  const moving = { ...flowing, trails: [trail] };
  expect(statusOf(told({ pipeline: moving })).kind).toBe('flows');
  expect(standingTrails(moving)).toEqual([]);
  const standing = [{ topic: 'reads', partition: 2, offset: 11, since: NOW }];
  const stands = { ...flowing, trails: [{ ...trail, standing }] };
  expect(statusOf(told({ pipeline: stands }))).toEqual({ kind: 'stands', stage: 'read-trail' });
  expect(standingTrails(stands).map(standsAt)).toEqual(['reads-2, offset 11']);
});

test('time that stands is said before what fails, whether it is held or nobody writes it', () => {
  const kindWith = (time: Pipeline['time']) =>
    statusOf(
      told({ pipeline: { ...pipeline(null), time }, destinations: [destination('failing')] }),
    ).kind;
  expect(kindWith({ at: NOW, state: 'held', jumpedTo: '2031-01-01T00:00:00Z' })).toBe('timeHeld');
  expect(kindWith({ at: NOW, state: 'unwritten', jumpedTo: null })).toBe('timeHeld');
  expect(kindWith({ at: NOW, state: 'passes', jumpedTo: null })).toBe('failing');
});

test('time of which nothing could be told is not said to pass', () => {
  expect(statusOf(told({ pipeline: { ...pipeline(null), time: null } })).kind).toBe('untold');
});

test('a destination that takes nothing is said before what waits', () => {
  const failing = [destination('unauthorised')];
  expect(statusOf(told({ destinations: failing, waitingForYou: 3, untold: true }))).toEqual({
    kind: 'failing',
    count: 1,
  });
});

test('while something could not be read, nothing is said to be well', () => {
  expect(statusOf(told({ waitingForYou: 3, untold: true })).kind).toBe('untold');
});

test('before everything has answered nothing is said to be well', () => {
  expect(statusOf(told({ asking: true })).kind).toBe('asking');
  expect(statusOf(told({ pipeline: undefined })).kind).toBe('asking');
});

test('problems are not called decisions', () => {
  const whatOf = (decisions: number) => statusOf(told({ waitingForYou: 3, decisions }));
  expect(whatOf(0)).toEqual({ kind: 'waiting', count: 3, what: 'problems', quiet: false });
  expect(whatOf(1)).toMatchObject({ what: 'both' });
  expect(whatOf(3)).toMatchObject({ what: 'decisions' });
});

test('data without events do not flow, also if a problem is there', () => {
  expect(statusOf(told({ waitingForYou: 1, eventsPerMinute: 0 }))).toMatchObject({ quiet: true });
});

test('a paused destination is what somebody wanted', () => {
  expect(statusOf(told({ destinations: [destination('paused')] })).kind).toBe('flows');
});

test('data that are late are said before a destination that takes nothing and before what waits', () => {
  const late = pipeline('2026-03-01T09:58:00Z', true, true);
  expect(
    statusOf(told({ pipeline: late, destinations: [destination('failing')], waitingForYou: 3 })),
  ).toEqual({ kind: 'late', stage: 'identity' });
  const behind = pipeline('2026-03-01T09:59:30Z');
  expect(statusOf(told({ pipeline: behind, waitingForYou: 3 })).kind).toBe('behind');
});

test('messages that are just under way are not being behind', () => {
  expect(statusOf(told({ pipeline: pipeline('2026-03-01T09:59:59.400Z') })).kind).toBe('flows');
  expect(statusOf(told({ pipeline: pipeline('2026-03-01T09:59:30Z') })).kind).toBe('behind');
});

test('a stage is not said to keep up when its lag could not be told', () => {
  const { stages, ...rest } = pipeline('2026-03-01T09:59:59Z');
  const unknown = stages.map((stage) => ({ ...stage, behindSince: null }));
  expect(statusOf(told({ pipeline: { ...rest, stages: unknown } })).kind).toBe('behind');
});

test('without events nothing is wrong, and nothing flows', () => {
  expect(statusOf(told({ eventsPerMinute: 0 })).kind).toBe('quiet');
});
