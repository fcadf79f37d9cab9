import { expect, it } from 'vitest';
import { DEFAULTS } from '@/testing/rules';
import { draftOf, moved, requestOf } from './draft';

it('brings the rules back as they were', () => {
  expect(requestOf(draftOf(DEFAULTS))).toEqual(DEFAULTS);
});

it('takes an empty number for no limit, and an empty text for none', () => {
  const draft = draftOf(DEFAULTS);
  const lines = draft.lines.map((line) => ({ ...line, values: '', region: ' ', pattern: '' }));
  const [line] = requestOf({ ...draft, lines }).types;
  expect(line).toMatchObject({ limit: null, region: null, pattern: null });
});

it('takes one blocked value from each line that is not empty', () => {
  const draft = draftOf(DEFAULTS);
  const lines = draft.lines.map((line) => ({ ...line, blocked: ' ^a$\n\n^b$ \n', region: 'nl' }));
  expect(requestOf({ ...draft, lines }).types[0]).toMatchObject({
    blocked: ['^a$', '^b$'],
    region: 'NL',
  });
});

it.each([
  [0, 2, ['b', 'c', 'a']],
  [2, 0, ['c', 'a', 'b']],
  [1, 1, ['a', 'b', 'c']],
  [2, 3, ['a', 'b', 'c']],
  [0, -1, ['a', 'b', 'c']],
])('moves line %i to place %i', (from, to, expected) => {
  expect(moved(['a', 'b', 'c'], from, to)).toEqual(expected);
});
