import { expect, it, test } from 'vitest';
import { askedBy } from './keys';

const key = (key: string, held: 'altKey' | 'ctrlKey' | 'metaKey' | null = null) => ({
  key,
  altKey: held === 'altKey',
  ctrlKey: held === 'ctrlKey',
  metaKey: held === 'metaKey',
});
const SECOND = { at: 1, count: 3, itself: true };

test.each([
  ['j', { ask: 'go', to: 2 }],
  ['ArrowDown', { ask: 'go', to: 2 }],
  ['k', { ask: 'go', to: 0 }],
  ['ArrowUp', { ask: 'go', to: 0 }],
  ['m', { ask: 'decide', outcome: 'merge' }],
  ['M', { ask: 'decide', outcome: 'merge' }],
  ['d', { ask: 'decide', outcome: 'keep-apart' }],
  ['u', { ask: 'undo' }],
  ['Enter', { ask: 'open' }],
  ['x', null],
  ['Tab', null],
])('%s asks for %o', (pressed, asked) => {
  expect(askedBy(key(pressed), SECOND)).toEqual(asked);
});

it('stays at the ends', () => {
  expect(askedBy(key('k'), { ...SECOND, at: 0 })).toBeNull();
  expect(askedBy(key('j'), { ...SECOND, at: 2 })).toBeNull();
});

it('begins with the first one, and decides nothing before', () => {
  const nowhere = { at: -1, count: 3, itself: false };
  expect(askedBy(key('j'), nowhere)).toEqual({ ask: 'go', to: 0 });
  expect(askedBy(key('k'), nowhere)).toBeNull();
  expect(askedBy(key('m'), nowhere)).toBeNull();
  expect(askedBy(key('Enter'), nowhere)).toBeNull();
  expect(askedBy(key('u'), { ...nowhere, count: 0 })).toEqual({ ask: 'undo' });
});

it('leaves Enter to the links and buttons of an item', () => {
  expect(askedBy(key('Enter'), { ...SECOND, itself: false })).toBeNull();
});

test.each(['altKey', 'ctrlKey', 'metaKey'] as const)(
  'leaves keys with %s to the browser',
  (held) => {
    expect(askedBy(key('d', held), SECOND)).toBeNull();
  },
);
