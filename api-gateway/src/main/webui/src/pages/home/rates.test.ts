import { expect, test } from 'vitest';
import type { Event } from '@/api/generated/model';
import { eventsPerMinute } from './rate';
import { secondsLeft } from './trend';

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

test('what becomes less is over when the rest has gone at the same pace', () => {
  expect(
    secondsLeft([
      { at: 0, left: 1000 },
      { at: 5_000, left: 500 },
    ]),
  ).toBe(5);
});

test('what does not become less has no end in sight', () => {
  expect(
    secondsLeft([
      { at: 0, left: 500 },
      { at: 5_000, left: 500 },
    ]),
  ).toBeNull();
  expect(secondsLeft([{ at: 0, left: 500 }])).toBeNull();
  expect(secondsLeft([])).toBeNull();
});
