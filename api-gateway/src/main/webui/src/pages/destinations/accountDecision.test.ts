import { expect, test } from 'vitest';
import type { DestinationAccount } from '@/api/generated/model';
import { againWords, isStillOpen, openDecision, sentAgain } from './accountDecision';

const account: DestinationAccount = {
  id: '1',
  name: 'Shop',
  verifiedAt: '2026-03-01T09:00:00Z',
  other: null,
  decision: null,
};
const other = { id: '2', name: 'Test shop' };
const changed = { ...account, other };

test('a decision is open for each account that is another one or has no name', () => {
  expect(openDecision({ state: 'active', account })).toBeNull();
  expect(openDecision({ state: 'another-account', account: changed })?.other).toEqual(other);
  expect(openDecision({ state: 'paused', account: changed })?.other).toEqual(other);
  expect(openDecision({ state: 'another-account', account })).toMatchObject({ other: null });
  expect(openDecision({ state: 'account-unknown', account: null })).toEqual({
    other: null,
    former: null,
    sameId: false,
    askedAgain: false,
  });
  expect(
    openDecision({ state: 'another-account', account: { ...changed, decision: 'kept' } }),
  ).toBeNull();
});

test.each(['account-unknown', 'waits-for-account'])(
  'in the state %s, the other account of earlier credentials is not that of the present ones',
  (state) => {
    expect(openDecision({ state, account: changed })).toMatchObject({
      other: null,
      former: { id: '1', name: 'Shop' },
      askedAgain: state === 'waits-for-account',
    });
  },
);

test.each(['unauthorised', 'grant-revoked', 'not-connected', 'gone', 'failing'])(
  'there is no decision in the state %s: the account of the credentials is not known',
  (state) => {
    expect(openDecision({ state, account: null })).toBeNull();
    expect(openDecision({ state, account })).toBeNull();
    expect(openDecision({ state, account: changed })).toBeNull();
  },
);

test('the same id can be that of two accounts', () => {
  const same = { ...account, other: { id: '1', name: 'Shop' } };
  expect(openDecision({ state: 'another-account', account: same })?.sameId).toBe(true);
  const unknown = { ...account, id: null, name: null, other };
  expect(openDecision({ state: 'another-account', account: unknown })).toMatchObject({
    former: null,
    sameId: false,
  });
});

test('a shown decision is no longer open once the destination has another account or version', () => {
  const now = { state: 'another-account', account: changed, version: 2 };
  const decision = openDecision(now);
  if (decision === null) {
    throw new Error('No decision is open');
  }
  const shown = { ids: 'kept', version: 2, decision } as const;
  expect(isStillOpen(shown, now)).toBe(true);
  expect(isStillOpen(shown, { ...now, version: 3 })).toBe(false);
  expect(isStillOpen(shown, { ...now, state: 'account-unknown' })).toBe(false);
  expect(
    isStillOpen(shown, { ...now, account: { ...changed, other: { id: '3', name: 'New' } } }),
  ).toBe(false);
  expect(isStillOpen(shown, { ...now, account: { ...changed, decision: 'kept' } })).toBe(false);
  expect(isStillOpen(shown, { ...now, state: 'active', account })).toBe(false);
});

test('records are sent again; events, deletions and records that are only updated are not', () => {
  const counts = { delivered: 1_200, accepted: 3, uncertain: 1, withheld: 50, rejected: 7 };
  const of = (mode: 'append' | 'delete' | 'update-only' | 'upsert', approximate = false) => ({
    mode,
    counts,
    approximate,
  });
  expect(
    sentAgain([of('append', true), of('delete'), of('update-only', true), of('upsert')]),
  ).toEqual({ count: 1_204, approximate: false, updatesOnly: true, hasEvents: true });
  expect(sentAgain([of('upsert', true)])).toEqual({
    count: 1_204,
    approximate: true,
    updatesOnly: false,
    hasEvents: false,
  });
});

test('a number is named as far as it is known', () => {
  const again = { count: 3, approximate: false, updatesOnly: false, hasEvents: false };
  expect(againWords(undefined)).toBe('destinations.decide.againAll');
  expect(againWords(again)).toBe('destinations.decide.again');
  expect(againWords({ ...again, approximate: true })).toBe('destinations.decide.againAbout');
  expect(againWords({ ...again, count: 0 })).toBeNull();
  expect(againWords({ ...again, count: 0, approximate: true })).toBe(
    'destinations.decide.againAll',
  );
});
