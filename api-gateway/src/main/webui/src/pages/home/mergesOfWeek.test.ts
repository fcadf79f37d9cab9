import { expect, test } from 'vitest';
import { mergesOfWeek } from './mergesOfWeek';

const NOON = Date.parse('2026-11-21T12:00:00Z');

test('there are seven days up to today, and those without merges had none', () => {
  const week = mergesOfWeek(
    [
      { day: '2026-11-21', merges: 2 },
      { day: '2026-11-18', merges: 8 },
    ],
    NOON,
    'UTC',
  );
  expect(week.map(({ day }) => day)).toEqual([
    '2026-11-15',
    '2026-11-16',
    '2026-11-17',
    '2026-11-18',
    '2026-11-19',
    '2026-11-20',
    '2026-11-21',
  ]);
  expect(week.map(({ merges }) => merges)).toEqual([0, 0, 0, 8, 0, 0, 2]);
  expect(week.map(({ share }) => share)).toEqual([0, 0, 0, 1, 0, 0, 0.25]);
});

test('today is what the workspace calls so', () => {
  const lastDay = (timeZone: string) =>
    mergesOfWeek([], Date.parse('2026-11-21T23:30:00Z'), timeZone).at(-1)?.day;
  expect(lastDay('Europe/Amsterdam')).toBe('2026-11-22');
  expect(lastDay('America/New_York')).toBe('2026-11-21');
});

test('a day that has begun only for who counted is the last', () => {
  const week = mergesOfWeek([{ day: '2026-11-22', merges: 1 }], NOON, 'UTC');
  expect(week.at(-1)).toEqual({ day: '2026-11-22', merges: 1, share: 1 });
  expect(week).toHaveLength(7);
});

test('a week without merges has no bar', () => {
  expect(mergesOfWeek([], NOON, 'UTC').every(({ share }) => share === 0)).toBe(true);
});
