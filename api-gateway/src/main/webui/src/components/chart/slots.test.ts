import { expect, test } from 'vitest';
import { gaps, hourSlots, slotAt, total, weekUpTo } from './slots';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (hours: number) => new Date(NOON + hours * HOUR).toISOString();
const hour = (hours: number, events: number) => ({ at: at(hours), events });
const slots = (...hours: { at: string; events: number }[]) =>
  hourSlots(hours, ({ events }) => [events], NOON + 0.5 * HOUR);

test('the hour that is still counted ends where the counts end', () => {
  expect(slots(hour(-1, 3), hour(0, 1))).toEqual([
    { from: NOON - HOUR, to: NOON, values: [3] },
    { from: NOON, to: NOON + 0.5 * HOUR, values: [1] },
  ]);
});

test('an hour that is missing is a gap, and an hour with zero is none', () => {
  const known = slots(hour(-4, 5), hour(-3, 0), hour(-1, 2), hour(0, 1));
  expect(gaps(known, { from: NOON - 6 * HOUR, to: NOON + 0.5 * HOUR })).toEqual([
    { from: NOON - 6 * HOUR, to: NOON - 4 * HOUR },
    { from: NOON - 2 * HOUR, to: NOON - HOUR },
  ]);
});

test('without a slot everything is unknown, and a gap that nobody can see is none', () => {
  const span = { from: NOON - DAY, to: NOON };
  expect(gaps([], span)).toEqual([span]);
  const known = [{ from: span.from, to: NOON - 60_000, values: [1] }];
  expect(gaps(known, span)).toEqual([]);
});

test('a chart begins with what is known, and shows a week at most and a day at least', () => {
  const begin = (hours: number) => weekUpTo(NOON, slots(hour(hours, 1))).from;
  expect(begin(-1)).toBe(NOON - DAY);
  expect(begin(-72)).toBe(NOON - 3 * DAY);
  expect(begin(-400)).toBe(NOON - 7 * DAY);
  expect(weekUpTo(NOON, []).from).toBe(NOON - DAY);
});

test('the chart of a new object begins with the hour in which it was created', () => {
  const begun = NOON - 1.5 * HOUR;
  const begin = (hours: number) => weekUpTo(NOON + HOUR, slots(hour(hours, 1)), begun).from;
  expect(begin(0)).toBe(NOON - 2 * HOUR);
  expect(begin(-2)).toBe(NOON - 2 * HOUR);
  // The clock of a test workspace differs from the clock of its definitions.
  expect(begin(-3)).toBe(NOON - 3 * HOUR);
  expect(weekUpTo(NOON, slots(hour(-1, 1)), NOON - 30 * DAY).from).toBe(NOON - DAY);
});

test('the pointer reads the slot below it, or the nearest one in a gap', () => {
  const known = slots(hour(-4, 5), hour(-1, 2));
  expect(slotAt(known, NOON - 3.5 * HOUR)).toBe(0);
  expect(slotAt(known, NOON - 2.8 * HOUR)).toBe(0);
  expect(slotAt(known, NOON - 1.2 * HOUR)).toBe(1);
  expect(slotAt(known, NOON + DAY)).toBe(1);
  expect(slotAt([], NOON)).toBe(-1);
});

test('series stand on each other', () => {
  expect(total({ from: 0, to: 1, values: [3, 4] })).toBe(7);
});
