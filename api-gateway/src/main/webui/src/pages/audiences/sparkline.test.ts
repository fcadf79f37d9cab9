import { expect, test } from 'vitest';
import { courseOf } from './sparkline';

const day = (at: number, size: number) => ({
  at: new Date(at * 86_400_000).toISOString(),
  size,
});

test('a course goes from the first size to the one that the page shows', () => {
  const course = courseOf([day(0, 120), day(14, 240), day(28, 260)], 265);
  expect(course).toMatchObject({ from: 120, to: 265, days: 28 });
  const corners = course?.points.split(' ').map((point) => point.split(',').map(Number));
  expect(corners?.map(([x]) => x)).toEqual([1.5, 36, 70.5]);
  expect(corners?.[0]?.[1]).toBe(16.5);
  expect(corners?.[2]?.[1]).toBe(1.5);
});

test('a size that does not change is a line in the middle', () => {
  expect(courseOf([day(0, 40), day(7, 40)], 40)).toEqual({
    from: 40,
    to: 40,
    days: 7,
    points: '1.5,9 70.5,9',
  });
});

test('one time is no course, and neither is none', () => {
  expect(courseOf([day(0, 40)], 41)).toBeNull();
  expect(courseOf([], 41)).toBeNull();
});
