import { expect, test } from 'vitest';
import { type PendingChange, PendingChanges } from './pendingChanges';

function stored(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const denied: PendingChange = {
  event: 'evt_1',
  subject: 'consent',
  name: 'marketing',
  answer: 'denied',
  sentAt: 1,
};

test('a change is pending in its workspace and profile only, also for another reader of the storage', () => {
  const storage = stored();
  new PendingChanges(() => storage).add('shop', 'prf_1', denied);
  const pending = new PendingChanges(() => storage);
  expect(pending.of('shop', 'prf_1')).toEqual([denied]);
  expect(pending.of('shop', 'prf_2')).toEqual([]);
  expect(pending.of('other', 'prf_1')).toEqual([]);
});

test('a later change of the same thing takes the place of the earlier one', () => {
  const storage = stored();
  const pending = new PendingChanges(() => storage);
  const granted = { ...denied, event: 'evt_2', answer: 'granted' } as const;
  const trait = { ...denied, event: 'evt_3', subject: 'trait', answer: null } as const;
  pending.add('shop', 'prf_1', denied);
  pending.add('shop', 'prf_1', trait);
  pending.add('shop', 'prf_1', granted);
  expect(pending.of('shop', 'prf_1')).toEqual([trait, granted]);
});

test('the list is the same until it changes, and listeners hear of each change', () => {
  const storage = stored();
  const pending = new PendingChanges(() => storage);
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
  expect(new PendingChanges(() => storage).of('shop', 'prf_1')).toEqual([]);
});

test('a storage that takes nothing is no failure of the change', () => {
  const storage = {
    ...stored(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const pending = new PendingChanges(() => storage);
  let heard = 0;
  pending.subscribe(() => heard++);
  pending.add('shop', 'prf_1', denied);
  expect(pending.of('shop', 'prf_1')).toEqual([]);
  expect(heard).toBe(1);
});
