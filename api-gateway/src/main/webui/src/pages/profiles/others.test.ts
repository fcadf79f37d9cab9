import { expect, it } from 'vitest';
import type { TraitStatement } from '@/api/generated/model';
import { othersOf } from './others';

const said = (source: string, value: unknown, time: string, wins = false): TraitStatement => ({
  origin: { kind: 'source', source, model: null, row: null },
  value: value as TraitStatement['value'],
  time,
  event: `evt_${source}`,
  wins,
});

it('tells who else said something, newest first, and who of them says otherwise', () => {
  const { said: others, otherwise } = othersOf([
    said('old', 'Utrect', '2026-01-01T00:00:00Z'),
    said('holds', 'Utrecht', '2026-03-01T00:00:00Z', true),
    said('agrees', 'Utrecht', '2026-02-01T00:00:00Z'),
  ]);
  expect(others.map(({ origin }) => origin.source)).toEqual(['agrees', 'old']);
  expect(otherwise).toBe(1);
});

it('does not tell whether hidden values differ', () => {
  const hidden = { masked: true };
  const { said: others, otherwise } = othersOf([
    said('holds', hidden, '2026-03-01T00:00:00Z', true),
    said('other', hidden, '2026-02-01T00:00:00Z'),
  ]);
  expect(others).toHaveLength(1);
  expect(otherwise).toBeNull();
});
