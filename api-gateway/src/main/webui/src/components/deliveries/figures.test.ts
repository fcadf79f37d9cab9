import { expect, test } from 'vitest';
import { figures } from './figures';

test('the figures of a destination are those of its syncs together', () => {
  expect(
    figures([
      { delivered: 10, pending: 2, rejected: 1 },
      { delivered: 5, retrying: 3, dead: 1, uncertain: 1, withheld: 4 },
    ]),
  ).toEqual({ delivered: 15, onTheirWay: 5, withheld: 4, notArrived: 3 });
});

test('millions of deliveries are counted exactly', () => {
  expect(figures([{ delivered: 2_345_678 }, { delivered: 5 }]).delivered).toBe(2_345_683);
});

test('without syncs nothing was sent', () => {
  expect(figures([])).toMatchObject({ delivered: 0, notArrived: 0 });
});
