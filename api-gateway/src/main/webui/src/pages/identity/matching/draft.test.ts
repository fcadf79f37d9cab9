import { expect, it } from 'vitest';
import { draftOf, requestOf } from './draft';

const SAVED = { version: 3, comparisons: [] };

it.each([
  { suggestFrom: 0.9, mergeFrom: null, every: null },
  { suggestFrom: 0.57, mergeFrom: 0.999, every: 'day' as const },
  { suggestFrom: 0.999, mergeFrom: 1, every: 'week' as const },
])('brings %o back as it was', (settings) => {
  expect(requestOf(draftOf({ ...SAVED, ...settings }))).toEqual(settings);
});

it('merges nothing by itself unless somebody turned it on, then from nearly certain', () => {
  const draft = draftOf({ ...SAVED, suggestFrom: 0.9, mergeFrom: null, every: null });
  expect(draft.merges).toBe(false);
  expect(requestOf({ ...draft, merges: true }).mergeFrom).toBe(0.995);
});
