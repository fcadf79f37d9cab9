import { expect, test } from 'vitest';
import { Pace } from './pace';

/** When a query is read for which a change comes every second. */
function readsIn(seconds: number): number[] {
  const pace = new Pace();
  const reads: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const now = second * 1_000;
    if (pace.wait(now) === 0) {
      pace.read(now);
      reads.push(second);
    }
  }
  return reads;
}

test('after a quiet time a query is read at once, and then every 20 seconds while changes go on', () => {
  expect(readsIn(90)).toEqual([0, 2, 7, 27, 47, 67, 87]);
});

test('the longer the quiet time, the more reads follow each other again', () => {
  const pace = new Pace();
  for (const now of [0, 2_000, 7_000]) {
    pace.read(now);
  }
  expect(pace.wait(8_000)).toBe(19_000);
  expect(pace.wait(27_000)).toBe(0);
  pace.read(47_000);
  expect(pace.wait(47_000)).toBe(5_000);
  pace.read(200_000);
  expect(pace.wait(200_000)).toBe(2_000);
});
