import { expect, it } from 'vitest';
import { idKindOf } from './idFields';

it.each([
  ['/destination', 'dst_1', 'destination'],
  ['/from/audience', 'aud_1', 'audience'],
  ['/from/model', 'mdl_1', 'model'],
  ['/mapping/12/from/audience', 'aud_1', 'audience'],
  ['/rule/all/0/audience', 'aud_1', 'audience'],
  ['/profile', 'prf_1', 'profile'],
  ['/event', 'evt_1', 'event'],
] as const)('takes %s for an id', (field, value, kind) => {
  expect(idKindOf(field, value)).toBe(kind);
});

it.each([
  ['/table', 'src_customers'],
  ['/name', 'aud_vip'],
  ['/primaryKey/0', 'evt_date'],
  ['/mapping/traits/audience', 'aud_score'],
  ['/mapping/0/from/name', 'aud_score'],
  ['/settings/audience', 'aud_7'],
  ['/rule/all/0/event', 'evt_opened'],
  // A key.
  ['/destination', 'crm'],
])('takes %s for a text', (field, value) => {
  expect(idKindOf(field, value)).toBeNull();
});
