import { expect, it } from 'vitest';
import type { UnmergeSide } from '@/api/generated/model';
import { sharedContacts } from './sharedContacts';

const AT = '2026-03-02T09:00:00Z';

function sideOf(known: Partial<UnmergeSide>): UnmergeSide {
  return {
    identifiers: [],
    events: 0,
    rows: 0,
    traits: {},
    consent: {},
    subscriptions: {},
    aliases: [],
    firstSeen: AT,
    lastSeen: AT,
    ...known,
  };
}

const email = { type: 'email', value: 'ann@shop.example' };

it('finds an address that is an identifier of one, and a trait of the other', () => {
  const stays = sideOf({ identifiers: [email], traits: { email: email.value } });
  const leaves = sideOf({ traits: { email: 'Ann@Shop.example ' } });
  const found = { type: 'email', value: email.value };
  expect(sharedContacts({ stays, leaves })).toEqual([{ ...found, holder: 'stays' }]);
  expect(sharedContacts({ stays: leaves, leaves: stays })).toEqual([
    { ...found, holder: 'leaves' },
  ]);
});

it('finds nothing in different addresses, and nothing in hidden ones', () => {
  const stays = sideOf({ identifiers: [email], traits: { email: email.value } });
  const other = sideOf({ traits: { email: 'bob@shop.example' } });
  expect(sharedContacts({ stays, leaves: other })).toEqual([]);
  const masked = { masked: true as const };
  const hidden = sideOf({
    identifiers: [{ type: 'email', value: masked }],
    traits: { email: masked },
  });
  expect(sharedContacts({ stays: hidden, leaves: hidden })).toEqual([]);
});
