import { expect, it } from 'vitest';
import type { Identifier } from '@/api/generated/model';
import { joinedIdentifiers } from './sightings';

const seen = (other: Identifier, event: string) => ({
  with: other,
  source: 'src_shop',
  event,
  time: '2026-01-01T00:00:00Z',
  messageId: null,
  rulesVersion: 1,
});
const email = { type: 'email', value: 'ann@example.com' };
const phone = { type: 'phone', value: '+31612345678' };
const hidden = { type: 'email', value: { masked: true } } as const;

it('names each other identifier once, with all that showed it', () => {
  const pairs = joinedIdentifiers([
    seen(email, 'evt_1'),
    seen(phone, 'evt_2'),
    seen(email, 'run_3'),
  ]);
  expect(pairs.map(({ other }) => other)).toEqual([email, phone]);
  expect(pairs[0]?.sightings.map(({ event }) => event)).toEqual(['evt_1', 'run_3']);
});

it('does not take two hidden values for one', () => {
  expect(joinedIdentifiers([seen(hidden, 'evt_1'), seen(hidden, 'evt_2')])).toHaveLength(2);
});
