import { expect, test } from 'vitest';
import { chanceOf, effectOf, likely, probabilityOf } from './chance';

test.each([
  [0.973, { form: 'percent', share: 0.97 }],
  [0.9799, { form: 'percent', share: 0.97 }],
  [0.57, { form: 'percent', share: 0.57 }],
  [0.9961, { form: 'percent', share: 0.996 }],
  [0.99996, { form: 'over', share: 0.999 }],
  [1, { form: 'over', share: 0.999 }],
  [0.01, { form: 'percent', share: 0.01 }],
  [1e-6, { form: 'one-in', of: 1_000_000 }],
  [0.00123, { form: 'one-in', of: 810 }],
])('%d is said as %o', (probability, chance) => {
  expect(chanceOf(probability)).toEqual(chance);
});

test.each([
  [1, 'almost-certain'],
  [0.99, 'almost-certain'],
  [0.97, 'very-likely'],
  [0.9, 'likely'],
  [0.5, 'rather'],
  [0.2, 'unlikely'],
])('%d is %s', (probability, word) => {
  expect(likely(probability)).toBe(word);
});

test.each([
  [0, 0.5],
  [3, 8 / 9],
  [-3, 1 / 9],
])('a weight of %d bits is a probability of %d', (weight, probability) => {
  expect(probabilityOf(weight)).toBeCloseTo(probability);
});

test.each([
  [3, { says: 'for', times: 8 }],
  [1.2, { says: 'for', times: 2.3 }],
  [-10, { says: 'against', times: 1_000 }],
  [16.3, { says: 'for', times: 81_000 }],
  [0, { says: 'nothing' }],
  [-0.1, { says: 'nothing' }],
])('a weight of %d bits does %o', (weight, effect) => {
  expect(effectOf(weight)).toEqual(effect);
});
