import { describe, expect, it } from 'vitest';
import { complete, policyOf, sameAs } from './policies';

describe('policies', () => {
  it('takes what nobody has said as the latest', () => {
    expect(policyOf({ policy: 'latest' })).toEqual({ policy: 'latest', sources: [] });
    expect(policyOf({ policy: 'unheard-of', sources: null })).toEqual({
      policy: 'latest',
      sources: [],
    });
  });

  it('knows the order of trust', () => {
    const stored = { policy: 'most-trusted', sources: ['a', 'b'] };
    expect(sameAs(stored, { policy: 'most-trusted', sources: ['a', 'b'] })).toBe(true);
    expect(sameAs(stored, { policy: 'most-trusted', sources: ['b', 'a'] })).toBe(false);
    expect(sameAs(stored, { policy: 'latest', sources: [] })).toBe(false);
  });

  it('waits until somebody is trusted', () => {
    expect(complete({ policy: 'most-trusted', sources: [] })).toBe(false);
    expect(complete({ policy: 'union', sources: [] })).toBe(true);
  });
});
