import { expect, it, test } from 'vitest';
import type { SuggestionBar } from '@/api/generated/model';
import { alikeOf, knownOf } from './alike';

test.each([
  ['the same', 'same'],
  ['different', 'different'],
  ['a typing error apart', 'near'],
  [null, 'silent'],
])('%s looks %s', (level, alike) => {
  expect(alikeOf({ level })).toBe(alike);
});

it('tells what is known of at least one from what is known of neither', () => {
  const bar = (
    column: string,
    left: SuggestionBar['left'],
    right: SuggestionBar['right'],
  ): SuggestionBar => ({
    column,
    level: null,
    left,
    right,
    weight: 0,
    byFrequency: 0,
  });
  const { known, unknown } = knownOf([
    bar('city', 'utrecht', null),
    bar('phone', { masked: true }, null),
    bar('company', null, null),
  ]);
  expect(known.map(({ column }) => column)).toEqual(['city', 'phone']);
  expect(unknown.map(({ column }) => column)).toEqual(['company']);
});
