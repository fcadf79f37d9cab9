import { expect, test } from 'vitest';
import { onFirstPage, paged } from './paged';

test('a list is read on from where its last page says, and ends where it says nothing', () => {
  expect(paged.getNextPageParam({ nextCursor: 'c2' })).toBe('c2');
  expect(paged.getNextPageParam({ nextCursor: null })).toBeUndefined();
});

test('only who stays on the first page has it read again', () => {
  const often = (pages?: unknown[]) =>
    onFirstPage(1_500)({ state: { fetchFailureReason: null, data: pages && { pages } } });
  expect(often()).toBe(1_500);
  expect(often(['first'])).toBe(1_500);
  expect(often(['first', 'second'])).toBe(false);
});
