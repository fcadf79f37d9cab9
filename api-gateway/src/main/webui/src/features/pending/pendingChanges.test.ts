import { expect, test } from 'vitest';
import { forgetOld } from './kept';
import type { PendingChange } from './pendingChange';
import { PendingChanges } from './pendingChanges';

function stored(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const NOW = 1_000_000;

/** What a tab of a user knows. */
function tabOf(user: string, storage: Storage, now = NOW): PendingChanges {
  return new PendingChanges(
    () => storage,
    () => user,
    () => now,
  );
}

const denied: PendingChange = {
  event: 'evt_1',
  subject: 'consent',
  name: 'marketing',
  sentAt: NOW,
};

test('a change is pending in its workspace and profile only, in each tab of the user', () => {
  const storage = stored();
  tabOf('ada', storage).add('shop', 'prf_1', denied);
  const pending = tabOf('ada', storage);
  expect(pending.of('shop', 'prf_1')).toEqual([denied]);
  expect(tabOf('eve', storage).of('shop', 'prf_1')).toEqual([]);
  expect(pending.of('shop', 'prf_2')).toEqual([]);
  expect(pending.of('other', 'prf_1')).toEqual([]);
});

test('a later change of the same thing takes the place of the earlier one', () => {
  const storage = stored();
  const pending = tabOf('ada', storage);
  const granted = { ...denied, event: 'evt_2' };
  const trait = { ...denied, event: 'evt_3', subject: 'trait' } as const;
  pending.add('shop', 'prf_1', denied);
  pending.add('shop', 'prf_1', trait);
  pending.add('shop', 'prf_1', granted);
  expect(pending.of('shop', 'prf_1')).toEqual([trait, granted]);
});

test('a tab hears of the pending changes of other tabs, and not of other values', () => {
  const pending = tabOf('ada', stored());
  let heard = 0;
  pending.subscribe(() => heard++);
  pending.changedElsewhere('tributary.last-workspace');
  expect(heard).toBe(0);
  pending.changedElsewhere('tributary.pending ada shop prf_1');
  pending.changedElsewhere(null);
  expect(heard).toBe(2);
});

test('a change is forgotten after a day, also that of another user', () => {
  const storage = stored();
  const tomorrow = NOW + 25 * 60 * 60_000;
  tabOf('eve', storage).add('shop', 'prf_2', denied);
  tabOf('ada', storage).add('shop', 'prf_1', denied);
  expect(tabOf('ada', storage, tomorrow).of('shop', 'prf_1')).toEqual([]);
  const fresh = { ...denied, event: 'evt_2', sentAt: tomorrow };
  tabOf('ada', storage, tomorrow).add('shop', 'prf_3', fresh);
  expect(storage.length).toBe(1);
  expect(tabOf('ada', storage, tomorrow).of('shop', 'prf_3')).toEqual([fresh]);
});

test('a change stops being pending after a day in a tab that stays open', () => {
  const storage = stored();
  let now = NOW;
  const pending = new PendingChanges(
    () => storage,
    () => 'ada',
    () => now,
  );
  pending.add('shop', 'prf_1', denied);
  expect(pending.of('shop', 'prf_1')).toEqual([denied]);
  now += 25 * 60 * 60_000;
  expect(pending.of('shop', 'prf_1')).toEqual([]);
  expect(pending.of('shop', 'prf_1')).toBe(pending.of('shop', 'prf_1'));
});

test('what is over is removed without another change, also that of another user', () => {
  const storage = stored();
  tabOf('eve', storage).add('shop', 'prf_2', denied);
  forgetOld(storage, NOW);
  expect(storage.length).toBe(1);
  forgetOld(storage, NOW + 25 * 60 * 60_000);
  expect(storage.length).toBe(0);
});

test('the list is the same until it changes, and listeners hear of each change', () => {
  const storage = stored();
  const pending = tabOf('ada', storage);
  let heard = 0;
  pending.subscribe(() => heard++);
  pending.add('shop', 'prf_1', denied);
  expect(pending.of('shop', 'prf_1')).toBe(pending.of('shop', 'prf_1'));
  pending.remove('shop', 'prf_1', 'evt_1');
  expect(pending.of('shop', 'prf_1')).toEqual([]);
  expect(heard).toBe(2);
});

test('a text that cannot be read counts as no change', () => {
  const storage = { ...stored(), getItem: () => '{' };
  expect(tabOf('ada', storage).of('shop', 'prf_1')).toEqual([]);
});

test('a storage that takes nothing is no failure of the change', () => {
  const storage = {
    ...stored(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const pending = tabOf('ada', storage);
  let heard = 0;
  pending.subscribe(() => heard++);
  pending.add('shop', 'prf_1', denied);
  expect(pending.of('shop', 'prf_1')).toEqual([]);
  expect(heard).toBe(1);
});
