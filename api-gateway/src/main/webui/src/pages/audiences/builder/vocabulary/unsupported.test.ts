import { expect, test } from 'vitest';
import { unsupportedIn } from './unsupported';

test.each([
  'viewed then ordered',
  'ticket after order',
  'before',
  'sequence',
  'within 3 days after an order',
])('“%s” asks for a sequence', (typed) => {
  expect(unsupportedIn(typed)).toEqual(['sequences']);
});

test.each(['birthday', 'Birthday this week', 'anniversary'])(
  '“%s” asks for an anniversary',
  (typed) => {
    expect(unsupportedIn(typed)).toEqual(['anniversaries']);
  },
);

test('sums and a fixed number of people are not supported either', () => {
  expect(unsupportedIn('average order')).toEqual(['sums']);
  expect(unsupportedIn('top 100 customers')).toEqual(['ranks']);
});

test.each([
  '',
  'order completed',
  'top 10 % of lifetime value',
  'top 10%',
  'top 10 percent',
  'thenceforth',
  'summer',
  'beforehand',
])('“%s” asks for nothing of this kind', (typed) => {
  expect(unsupportedIn(typed)).toEqual([]);
});
