import { expect, test } from 'vitest';
import { Pace } from './pace';

/** When a query is read for which a change comes every second. */
function readsIn(seconds: number, readsSeldom = false): number[] {
  const pace = new Pace();
  const reads: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const now = second * 1_000;
    if (pace.wait(now, { readsSeldom }) === 0) {
      pace.read(now, { readsSeldom });
      reads.push(second);
    }
  }
  return reads;
}

test('after a quiet time a query is read at once, and then every 30 seconds while changes go on', () => {
  expect(readsIn(100)).toEqual([0, 2, 7, 37, 67, 97]);
});

test('a figure that sums up is read at once, too, and then every minute', () => {
  expect(readsIn(130, true)).toEqual([0, 2, 7, 67, 127]);
});

test('the longer the quiet time, the more reads follow each other again', () => {
  const pace = new Pace();
  for (const now of [0, 2_000, 7_000]) {
    pace.read(now);
  }
  expect(pace.wait(8_000)).toBe(29_000);
  expect(pace.wait(37_000)).toBe(0);
  pace.read(67_000);
  expect(pace.wait(67_000)).toBe(5_000);
  pace.read(200_000);
  expect(pace.wait(200_000)).toBe(2_000);
});
