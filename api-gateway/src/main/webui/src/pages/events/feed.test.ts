import { expect, test } from 'vitest';
import type { Event } from '@/api/generated/model';
import { BOUND, type Feed, feed, nothing, withEarlier } from './feed';

const event = (id: string, outcome = 'applied'): Event => ({
  id,
  name: null,
  outcome,
  profile: null,
  person: null,
  reason: null,
  receivedAt: '',
  source: 'src_1',
  timestamp: '',
  type: 'page',
});
const tell = (before: Feed, ...ids: string[]) =>
  feed(before, { do: 'told', events: ids.map((id) => event(id)), skipped: 0 });
const ids = (events: Event[]) => events.map(({ id }) => id);

test('the newest stands first', () => {
  expect(ids(tell(tell(nothing, 'a', 'b'), 'c').rows)).toEqual(['c', 'b', 'a']);
});

test('what is decided again moves up with its new outcome', () => {
  const before = feed(nothing, { do: 'told', events: [event('a', 'quarantined')], skipped: 0 });
  const after = tell(tell(before, 'b'), 'a');
  expect(ids(after.rows)).toEqual(['a', 'b']);
  expect(after.rows[0]?.outcome).toBe('applied');
});

test('while it is paused nothing moves and what comes is counted', () => {
  const paused = tell(feed(tell(nothing, 'a'), { do: 'pause' }), 'b', 'c');
  expect(ids(paused.rows)).toEqual(['a']);
  expect(paused.fresh).toBe(2);
  expect(ids(feed(paused, { do: 'pause' }).rows)).toEqual(['c', 'b', 'a']);
});

test('no more than the last thousand are kept, and what was skipped is counted', () => {
  const many = Array.from({ length: BOUND + 5 }, (_, index) => `e${index}`);
  const after = feed(tell(nothing, ...many), { do: 'told', events: [], skipped: 12 });
  expect(after.rows).toHaveLength(BOUND);
  expect(after.rows[0]?.id).toBe(`e${BOUND + 4}`);
  expect(after.skipped).toBe(12);
});

test('what was there before stands below, once', () => {
  expect(ids(withEarlier(tell(nothing, 'b', 'c'), [event('b'), event('a')]))).toEqual([
    'c',
    'b',
    'a',
  ]);
});
