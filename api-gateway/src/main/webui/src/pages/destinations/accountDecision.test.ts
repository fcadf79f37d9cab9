import { expect, test } from 'vitest';
import type { DestinationAccount } from '@/api/generated/model';
import { openDecision, sentAgain } from './accountDecision';

const account: DestinationAccount = {
  id: '1',
  name: 'Shop',
  verifiedAt: '2026-03-01T09:00:00Z',
  other: null,
  decision: null,
};
const other = { id: '2', name: 'Test shop' };

test('a decision is open for each account that is another one or has no name', () => {
  expect(openDecision({ state: 'active', account })).toBeNull();
  expect(openDecision({ state: 'unauthorised', account: null })).toBeNull();
  const changed = { ...account, other };
  expect(openDecision({ state: 'another-account', account: changed })?.other).toEqual(other);
  expect(openDecision({ state: 'paused', account: changed })?.other).toEqual(other);
  expect(openDecision({ state: 'another-account', account })).toMatchObject({ other: null });
  expect(openDecision({ state: 'account-unknown', account: changed })?.other).toBeNull();
  expect(openDecision({ state: 'account-unknown', account: null })).toEqual({
    other: null,
    former: null,
    sameId: false,
    mayBeRefused: false,
  });
  expect(
    openDecision({ state: 'another-account', account: { ...changed, decision: 'kept' } }),
  ).toBeNull();
});

test('the same id can be that of two accounts', () => {
  const same = { ...account, other: { id: '1', name: 'Shop' } };
  expect(openDecision({ state: 'another-account', account: same })?.sameId).toBe(true);
  const unknown = { ...account, id: null, name: null, other };
  expect(openDecision({ state: 'another-account', account: unknown })).toMatchObject({
    former: null,
    sameId: false,
  });
});

test('records are sent again, events and removals are not', () => {
  const counts = { delivered: 1_200, accepted: 3, uncertain: 1, withheld: 50, rejected: 7 };
  const ofEvents = { mode: 'append', counts, approximate: true } as const;
  const thatDeletes = { mode: 'delete', counts, approximate: false } as const;
  const people = { mode: 'upsert', counts, approximate: false } as const;
  expect(sentAgain([ofEvents, thatDeletes, people])).toEqual({ count: 1_204, approximate: false });
  expect(sentAgain([{ ...people, approximate: true }]).approximate).toBe(true);
});

test('refused credentials may be those of an account that they cannot name', () => {
  expect(openDecision({ state: 'unauthorised', account })).toMatchObject({
    other: null,
    former: { id: '1', name: 'Shop' },
    mayBeRefused: true,
  });
  expect(openDecision({ state: 'unauthorised', account: { ...account, other } })).toMatchObject({
    other,
    mayBeRefused: false,
  });
  expect(openDecision({ state: 'account-unknown', account })?.mayBeRefused).toBe(false);
});
