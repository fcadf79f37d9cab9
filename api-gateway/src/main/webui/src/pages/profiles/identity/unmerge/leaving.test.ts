import { describe, expect, it } from 'vitest';
import type { Edge, ProfileGraph, Unmerge } from '@/api/generated/model';
import { cameOf, choicesOf, evidenceBetween, firstChosen, otherWay } from './leaving';

const user = { type: 'user_id', value: 'c-7', since: '2026-01-01T00:00:00Z' };
const phone = { type: 'phone', value: '+31612345678', since: '2026-03-01T00:00:00Z' };
const hidden = { type: 'email', value: { masked: true }, since: '2026-02-01T00:00:00Z' } as const;
describe('what leaves', () => {
  it('is named by the two ends of evidence, and by nothing else of it', () => {
    expect(evidenceBetween(user, phone)).toEqual({
      edge: { a: { type: 'user_id', value: 'c-7' }, b: { type: 'phone', value: '+31612345678' } },
    });
  });

  it('cannot be named where a value is hidden', () => {
    expect(evidenceBetween(user, hidden)).toBeNull();
    expect(choicesOf({ identifiers: [user, hidden] })).toEqual([{ type: 'user_id', value: 'c-7' }]);
  });

  it('begins with the end of the evidence that came later, whatever way it is named', () => {
    const [a, b] = choicesOf({ identifiers: [user, phone] });
    if (a === undefined || b === undefined) {
      throw new Error('Both can be seen');
    }
    const graph = { identifiers: [user, phone] };
    expect(firstChosen({ edge: { a, b } }, graph)).toEqual([b]);
    expect(firstChosen({ edge: { a: b, b: a } }, graph)).toEqual([b]);
  });

  it('begins with what was chosen before', () => {
    const chosen = choicesOf({ identifiers: [phone] });
    expect(firstChosen({ identifiers: chosen }, { identifiers: [user, phone] })).toEqual(chosen);
  });
});

describe('other evidence', () => {
  const ends = [user, phone, { ...user, type: 'email', value: 'ann@example.com' }];
  const edge = (left: number, right: number, cause: string): Edge => ({
    left: { type: '', value: '', index: left },
    right: { type: '', value: '', index: right },
    source: 'src_shop',
    cause,
    at: user.since,
    messageId: null,
    rulesVersion: 0,
  });
  const graph = (...edges: Edge[]): ProfileGraph => ({
    profile: 'prf_1',
    identifiers: ends,
    edges,
    merges: [],
    unmerges: [],
  });
  const leaving = evidenceBetween(user, phone) ?? { identifiers: [] };

  it('is told step by step, without what was to be cut', () => {
    const way = otherWay(
      leaving,
      graph(edge(0, 1, 'evt_1'), edge(1, 0, 'run_2'), edge(2, 0, 'evt_3'), edge(1, 2, 'evt_4')),
    );
    expect(way.map(({ cause }) => cause)).toEqual(['evt_3', 'evt_4']);
  });

  it('is none where the two hang together by nothing else', () => {
    expect(otherWay(leaving, graph(edge(0, 1, 'evt_1'), edge(1, 2, 'evt_2')))).toEqual([]);
  });
});

describe('that it is done', () => {
  const unmerges: Unmerge[] = [
    {
      profile: 'prf_1',
      into: 'prf_8',
      identifiers: [],
      by: 'mila',
      event: 'evt_1',
      at: user.since,
    },
  ];

  it('shows in who came of what was asked for', () => {
    expect(cameOf('evt_1', { unmerges })).toBe('prf_8');
  });

  it('does not show in what was asked for before', () => {
    expect(cameOf('evt_2', { unmerges })).toBeNull();
    expect(cameOf(undefined, { unmerges })).toBeNull();
    expect(cameOf('evt_1', undefined)).toBeNull();
  });
});
