import { describe, expect, it } from 'vitest';
import type { Unmerge } from '@/api/identity';
import { choicesOf, evidenceBetween, firstChosen, separatedInto } from './leaving';

const user = { type: 'user_id', value: 'c-7', since: '2026-01-01T00:00:00Z' };
const phone = { type: 'phone', value: '+31612345678', since: '2026-03-01T00:00:00Z' };
const hidden = { type: 'email', value: { masked: true }, since: '2026-02-01T00:00:00Z' } as const;
const unmerge = (into: string, from = 'prf_1'): Unmerge => ({
  into,
  from,
  identifiers: [],
  by: 'mila',
  at: '2026-04-01T00:00:00Z',
});

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

describe('that it is done', () => {
  const before = { profile: 'prf_1', unmerges: [unmerge('prf_8')] };

  it('shows in somebody new', () => {
    const now = { unmerges: [unmerge('prf_8'), unmerge('prf_9')] };
    expect(separatedInto(before, now)).toBe('prf_9');
  });

  it('does not show in what was so before, nor in whom this person came out of', () => {
    expect(separatedInto(before, undefined)).toBeNull();
    expect(separatedInto(before, before)).toBeNull();
    expect(separatedInto(before, { unmerges: [unmerge('prf_1', 'prf_0')] })).toBeNull();
  });
});
