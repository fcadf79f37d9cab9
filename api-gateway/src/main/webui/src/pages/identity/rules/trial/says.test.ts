import { expect, it } from 'vitest';
import { DEFAULTS } from '@/testing/rules';
import { draftOf } from '../draft';
import { says } from './says';

it('takes a table that was typed for what it will be sent as', () => {
  const draft = draftOf(DEFAULTS);
  expect(says({ ...draft, maxMerges: String(draft.maxMerges) }, DEFAULTS)).toBe(true);
  expect(says({ ...draft, maxMerges: 3 }, DEFAULTS)).toBe(false);
});

it('minds the order of types, and neither the version nor the order of fields', () => {
  const { types, ...rest } = DEFAULTS;
  const answered = { types, version: 4, ...rest };
  expect(says(draftOf(DEFAULTS), answered)).toBe(true);
  expect(says(draftOf(DEFAULTS), { ...answered, types: types.toReversed() })).toBe(false);
});
