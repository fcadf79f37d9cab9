import { expect, test } from 'vitest';
import { figures } from './figures';

test('the figures of a destination are those of its syncs together', () => {
  expect(
    figures([
      { delivered: 10, pending: 2, rejected: 1 },
      { delivered: 5, retrying: 3, dead: 1, uncertain: 1, withheld: 4 },
    ]),
  ).toEqual({ delivered: 15, received: 0, onTheirWay: 5, withheld: 4, notArrived: 3 });
});

test('what a destination only received is no delivery, and a job is in progress', () => {
  expect(figures([{ delivered: 1, accepted: 7, submitted: 2 }])).toEqual({
    delivered: 1,
    received: 7,
    onTheirWay: 2,
    withheld: 0,
    notArrived: 0,
  });
});

test('millions of deliveries are counted exactly', () => {
  expect(figures([{ delivered: 2_345_678 }, { delivered: 5 }]).delivered).toBe(2_345_683);
});

test('without syncs nothing was sent', () => {
  expect(figures([])).toMatchObject({ delivered: 0, notArrived: 0 });
});
