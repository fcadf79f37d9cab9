import { expect, test } from 'vitest';
import type { Event } from '@/api/generated/model';
import { incomingEvents } from './rate';

const NOW = Date.parse('2026-03-01T10:00:00Z');

function eventsBack(...seconds: number[]): Event[] {
  return seconds.map((back) => ({
    id: `evt_${back}`,
    source: 'src_1',
    type: 'track',
    name: 'Seen',
    outcome: 'applied',
    reason: null,
    profile: null,
    person: null,
    timestamp: new Date(NOW - back * 1000).toISOString(),
    receivedAt: new Date(NOW - back * 1000).toISOString(),
  }));
}

test('where the page reaches beyond the minute, the events of the minute are counted', () => {
  expect(incomingEvents(eventsBack(1, 20, 59, 61), false, NOW).perMinute).toBe(3);
  expect(incomingEvents(eventsBack(1, 20), true, NOW).perMinute).toBe(2);
  expect(incomingEvents([], true, NOW)).toEqual({ perMinute: 0, newestAt: null });
});

test('where there are more than a page, the time that the page spans tells the rate', () => {
  expect(incomingEvents(eventsBack(0, 5, 10), false, NOW).perMinute).toBe(18);
});

test('the newest event is known, also if it came long ago', () => {
  expect(incomingEvents(eventsBack(600, 601), false, NOW)).toEqual({
    perMinute: 0,
    newestAt: '2026-03-01T09:50:00.000Z',
  });
});
