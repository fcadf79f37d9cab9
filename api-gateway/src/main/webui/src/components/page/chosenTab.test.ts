import { expect, test } from 'vitest';
import { chosenTab } from './chosenTab';

const TABS = ['overview', 'log'] as const;

test('the tab of the address is open, and the usual one without', () => {
  expect(chosenTab(TABS, 'log', 'overview')).toEqual({ open: 'log', unknown: null });
  expect(chosenTab(TABS, undefined, 'overview')).toEqual({ open: 'overview', unknown: null });
});

test('a tab that the page does not have is named, and the usual one is open', () => {
  expect(chosenTab(TABS, 'logs', 'overview')).toEqual({ open: 'overview', unknown: 'logs' });
});
