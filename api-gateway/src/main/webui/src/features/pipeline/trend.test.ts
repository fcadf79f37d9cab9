import { expect, test } from 'vitest';
import { secondsLeft } from './trend';

const first = { at: 0, left: 1000, lag: 60 };

test('what becomes less is over when the rest has gone at the same pace', () => {
  expect(secondsLeft([first, { at: 5_000, left: 500, lag: 60 }])).toBe(5);
});

test('what does not become less has no end in sight', () => {
  expect(secondsLeft([first, { at: 5_000, left: 1000, lag: 60 }])).toBeNull();
  expect(secondsLeft([first])).toBeNull();
  expect(secondsLeft([])).toBeNull();
});

test('while the lag grows, or is unknown, no end is promised', () => {
  expect(secondsLeft([first, { at: 5_000, left: 500, lag: 65 }])).toBeNull();
  expect(secondsLeft([first, { at: 5_000, left: 500, lag: null }])).toBeNull();
});
