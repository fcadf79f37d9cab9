import { expect, it } from 'vitest';
import type { TraitStatement } from '@/api/generated/model';
import { bySources, isCorrected, othersOf, sourceValues } from './others';

const said = (source: string, value: unknown, time: string, wins = false): TraitStatement => ({
  origin: { kind: 'source', source, model: null, row: null, author: null },
  identifier: { type: 'user_id', value: 'ann' },
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

it('tells what a source said later where what it said first holds', () => {
  const { said: others, otherwise } = othersOf([
    said('web', 'Amsterdam', '2026-03-02T00:00:00Z'),
    said('web', 'Oss', '2026-03-01T00:00:00Z', true),
  ]);
  expect(others.map(({ value }) => value)).toEqual(['Amsterdam']);
  expect(otherwise).toBe(1);
});

it('tells of every statement where the value is made of several', () => {
  const {
    said: others,
    parts,
    otherwise,
  } = othersOf([
    said('web', ['vip'], '2026-03-02T00:00:00Z', true),
    said('till', 'gold', '2026-03-01T00:00:00Z', true),
  ]);
  expect(others.map(({ origin }) => origin.source)).toEqual(['web', 'till']);
  expect(parts).toBe(2);
  expect(otherwise).toBe(0);
});

it('does not list a value that was withdrawn', () => {
  const { said: others, otherwise } = othersOf([
    said('manual', null, '2026-03-02T00:00:00Z'),
    said('crm', 'Hugo', '2026-03-01T00:00:00Z'),
  ]);
  expect(others.map(({ value }) => value)).toEqual(['Hugo']);
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

it('tells a trait that a user has corrected or emptied, and what sources say of it', () => {
  const manual = { kind: 'manual', source: null, model: null, row: null, author: null };
  const sources = [
    said('till', 'Hugo', '2026-03-01T00:00:00Z'),
    said('crm', 'Huub', '2026-03-02T00:00:00Z'),
    said('web', null, '2026-03-03T00:00:00Z'),
  ];
  expect(isCorrected(sources)).toBe(false);
  const all = [{ ...said('', null, '2026-03-05T00:00:00Z'), origin: manual }, ...sources];
  expect(isCorrected(all)).toBe(true);
  expect(bySources(all).map(({ value }) => value)).toEqual(['Huub', 'Hugo']);
});

it('offers the values of sources that differ from the value in force, each once', () => {
  const manual = { kind: 'manual', source: null, model: null, row: null, author: null };
  const offered = sourceValues(
    [
      { ...said('', 'Huub', '2026-03-05T00:00:00Z'), origin: manual },
      { ...said('', 'Hugh', '2026-03-06T00:00:00Z', true), origin: manual },
      said('till', 'Hugo', '2026-03-01T00:00:00Z'),
      said('crm', 'Hugo', '2026-03-02T00:00:00Z'),
      said('app', 'Hugh', '2026-03-04T00:00:00Z'),
      said('web', null, '2026-03-03T00:00:00Z'),
      said('shop', { masked: true }, '2026-03-03T00:00:00Z'),
    ],
    'Hugh',
  );
  expect(offered.map(({ origin, value }) => [origin.source, value])).toEqual([['crm', 'Hugo']]);
});
