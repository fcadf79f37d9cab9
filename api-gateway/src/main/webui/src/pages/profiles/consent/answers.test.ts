import { expect, test } from 'vitest';
import { answersOf } from './answers';

const profile = {
  consent: { marketing: 'denied' },
  subscriptions: { email: 'subscribed' },
} as const;

test('a question whose first answer is pending has no answer yet', () => {
  const sent = { event: 'evt_1', sentAt: 1 } as const;
  expect(
    answersOf(profile, [
      { ...sent, subject: 'consent', name: 'marketing' },
      { ...sent, subject: 'consent', name: 'email' },
      { ...sent, subject: 'trait', name: 'firstName' },
    ]),
  ).toEqual([
    { about: 'consent', name: 'marketing', answer: 'denied' },
    { about: 'consent', name: 'email', answer: null },
    { about: 'subscription', name: 'email', answer: 'subscribed' },
  ]);
});
