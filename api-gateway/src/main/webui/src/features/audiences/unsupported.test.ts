import { expect, test } from 'vitest';
import { asksForConsent, unsupportedIn } from './unsupported';

test.each([
  'viewed then ordered',
  'ticket after order',
  'before',
  'sequence',
  'within 3 days after an order',
  'within 3 days of an order',
  'within 3 days',
  'followed by an order',
  '3 days after',
  'before buying',
])('“%s” asks for a sequence', (typed) => {
  expect(unsupportedIn(typed)).toEqual(['sequences']);
});

test.each([
  'birthday',
  'Birthday this week',
  'birth',
  'date of birth',
  'birthDate',
  'birthdate',
  'born',
  'verjaardag',
  'Geburtstag',
  'anniversary',
  'anniversaries',
  'next 7 days',
  'birthday next week',
])('“%s” asks for an anniversary', (typed) => {
  expect(unsupportedIn(typed)).toEqual(['anniversaries']);
});

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
  'within the last week',
  'next best offer',
  'stubborn',
  'summer',
  'beforehand',
])('“%s” asks for nothing of this kind', (typed) => {
  expect(unsupportedIn(typed)).toEqual([]);
});

test.each([
  'consent',
  'GDPR',
  'marketing',
  'opt-in',
  'opted out',
  'Opt in',
  'subscribed',
  'unsubscribed',
])('“%s” asks for consent', (typed) => {
  expect(asksForConsent(typed)).toBe(true);
});

test.each(['', 'subscription', 'options', 'order completed'])(
  '“%s” does not ask for consent',
  (typed) => {
    expect(asksForConsent(typed)).toBe(false);
  },
);
