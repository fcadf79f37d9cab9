import { expect, test } from 'vitest';
import type { TraitQuality } from '@/api/generated/model';
import {
  filledPart,
  isEstimate,
  sampled,
  tooFew,
  validPart,
  validShare,
  worstFirst,
  wrongFirst,
} from './quality';

const trait = (name: string, filled: number, valid: number): TraitQuality => ({
  trait: name,
  meaning: 'other',
  filled,
  types: [],
  distinct: 1,
  valid,
  flaws: [],
});

test('the least of use comes first, then what fewest have', () => {
  const traits = [trait('plan', 9, 9), trait('email', 8, 2), trait('city', 4, 4)];
  expect(worstFirst(traits).map((each) => each.trait)).toEqual(['email', 'city', 'plan']);
});

test('what nobody has is not wrong', () => {
  expect(validShare(trait('plan', 0, 0))).toBe(1);
  expect(validShare(trait('plan', 4, 1))).toBe(0.25);
});

test('figures are of some people where not all were looked at', () => {
  expect(sampled({ people: 20_000, lookedAt: 10_000 })).toBe(true);
  expect(sampled({ people: 3, lookedAt: 3 })).toBe(false);
});

test('the number of very many people is an estimate', () => {
  expect(isEstimate(100_000)).toBe(false);
  expect(isEstimate(110_000)).toBe(true);
});

test('what is wrong comes before what is worth knowing, the most frequent first', () => {
  const email = {
    ...trait('email', 9, 5),
    flaws: [
      { flaw: 'role', wrong: false, people: 5 },
      { flaw: 'no-at', wrong: true, people: 3 },
      { flaw: 'misspelt', wrong: true, people: 1 },
    ],
  } as TraitQuality;
  expect(wrongFirst(email).map(({ flaw }) => flaw)).toEqual(['no-at', 'misspelt', 'role']);
});

test('of a hidden trait that few people have there are no figures', () => {
  const hidden = { ...trait('email', 0, 0), distinct: null };
  expect(tooFew(hidden)).toBe(true);
  expect(tooFew({ ...hidden, filled: 60 })).toBe(false);
  expect(tooFew(trait('email', 0, 0))).toBe(false);
});

test('the figures of a reader who may not see the values are rounded', () => {
  const hidden = { ...trait('email', 1_200, 1_200), distinct: null };
  expect(validPart(hidden)).toEqual({ count: 1_200, of: 1_200, rounded: true });
  expect(filledPart(hidden, 2_000)).toEqual({ count: 1_200, of: 2_000, rounded: true });
  expect(filledPart(trait('plan', 7, 7), 9).rounded).toBe(false);
});
