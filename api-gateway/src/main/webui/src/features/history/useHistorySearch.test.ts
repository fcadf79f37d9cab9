import { expect, it } from 'vitest';
import { shownBy } from './useHistorySearch';

it('reads from the address what is shown', () => {
  expect(shownBy(undefined)).toEqual({ what: 'nothing' });
  expect(shownBy('all')).toEqual({ what: 'all' });
  expect(shownBy('3-12')).toEqual({ what: 'two', from: 3, to: 12 });
  expect(shownBy('3-')).toEqual({ what: 'all' });
});
