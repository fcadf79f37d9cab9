import { expect, test } from 'vitest';
import { firstKnown, sizeSlots } from './sizeSlots';

const at = (minute: number) => new Date(minute * 60_000).toISOString();
const times = (minutes: number) => minutes * 60_000;

test('a size holds until the next one, and the newest until now', () => {
  const sizes = [
    { at: at(0), size: 10 },
    { at: at(30), size: 12 },
  ];
  expect(sizeSlots(sizes, times(90))).toEqual([
    { from: times(0), to: times(30), values: [10] },
    { from: times(30), to: times(90), values: [12] },
  ]);
});

test('a size that is newer than what the page knows of the time has a width', () => {
  expect(sizeSlots([{ at: at(5), size: 1 }], times(4))).toEqual([
    { from: times(5), to: times(6), values: [1] },
  ]);
  expect(sizeSlots([], times(4))).toEqual([]);
});

test('sizes begin with the first one only if there was none 30 days before', () => {
  const until = Date.parse('2026-03-31T12:00:00Z');
  const since = (first: string) => firstKnown([{ at: first, size: 1 }], until);
  expect(since('2026-03-20T12:00:00Z')).toEqual(new Date('2026-03-20T12:00:00Z'));
  expect(since('2026-03-01T12:05:00Z')).toBeNull();
  expect(firstKnown([], until)).toBeNull();
});
