import { expect, test } from 'vitest';
import { keyFactsOf } from './keyFacts';

test('facts are visible values of one line that the title does not show', () => {
  expect(
    keyFactsOf({
      city: 'London',
      email: 'ada@shop.example',
      firstName: 'Ada',
      hidden: { masked: true },
      note: 'a\nb',
      orders: 3,
      pro: false,
      tags: ['a'],
      unknown: null,
    }),
  ).toEqual([
    ['city', 'London'],
    ['orders', 3],
    ['pro', false],
  ]);
});

test('a person has at most eight facts', () => {
  const traits = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`t${at}`, at]));
  expect(keyFactsOf(traits)).toHaveLength(8);
});
