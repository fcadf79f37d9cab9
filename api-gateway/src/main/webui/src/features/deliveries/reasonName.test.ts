import { expect, test } from 'vitest';
import { en } from '@/texts/en';
import { reasonName } from './reasonName';

test('each text of a reason belongs to a code of the API', () => {
  for (const code of Object.keys(en.whyNot.reasons)) {
    expect(reasonName({ code, step: 'consent', purpose: 'marketing' })).toBe(
      `whyNot.reasons.${code}`,
    );
  }
});

test('a reason that is not known here is shown by its code', () => {
  expect(reasonName({ code: 'no-room', step: 'sent' })).toBe('whyNot.reasons.other');
});

test('what consent allows again is sent next, and is no longer withheld', () => {
  const stop = { code: 'withheld', purpose: 'marketing' };
  expect(reasonName({ ...stop, step: 'sent' })).toBe('whyNot.allowedAgain');
  expect(reasonName({ ...stop, step: 'consent' })).toBe('whyNot.reasons.withheld');
});

test('a purpose that is not known is not named', () => {
  expect(reasonName({ code: 'withheld', step: 'consent' })).toBe('whyNot.withheld');
});
