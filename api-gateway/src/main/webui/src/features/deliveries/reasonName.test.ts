import { expect, test } from 'vitest';
import { en } from '@/texts/en';
import { reasonName } from './reasonName';

test('each text of a reason belongs to a code of the API', () => {
  for (const code of Object.keys(en.whyNot.reasons)) {
    expect(reasonName(code)).toBe(`whyNot.reasons.${code}`);
  }
});

test('a reason that is not known here is shown by its code', () => {
  expect(reasonName('no-room')).toBe('whyNot.reasons.other');
});
