import { expect, test } from 'vitest';
import type { Event } from '@/api/generated/model';
import { eventsPerMinute } from './rate';

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

test('where the minute is known whole, its events are counted', () => {
  expect(eventsPerMinute(eventsBack(1, 20, 59), true, NOW)).toBe(3);
  expect(eventsPerMinute([], true, NOW)).toBe(0);
});

test('where there are more than a page, the time that the page spans tells the rate', () => {
  expect(eventsPerMinute(eventsBack(0, 5, 10), false, NOW)).toBe(18);
});
