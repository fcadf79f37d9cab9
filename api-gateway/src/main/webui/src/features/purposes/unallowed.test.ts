import { expect, test } from 'vitest';
import type { Purposes } from '@/api/generated/model';
import { unallowed } from './unallowed';

const answered: Purposes = {
  asOf: '2026-03-02T09:00:00Z',
  sampled: false,
  fewHidden: false,
  data: [
    { purpose: 'marketing', granted: true },
    { purpose: 'ads', granted: false },
  ],
};

test('a purpose that nobody allows is found, with the one that is meant', () => {
  expect(unallowed(['marketing', 'marketting', 'ads'], answered, [])).toEqual([
    { purpose: 'marketting', certain: true, similar: null },
    { purpose: 'ads', certain: true, similar: null },
  ]);
  expect(unallowed(['marketting'], answered, [])).toEqual([
    { purpose: 'marketting', certain: true, similar: 'marketing' },
  ]);
});

test('a purpose that the workspace grants to people without an answer is allowed', () => {
  expect(unallowed(['service'], answered, ['service'])).toEqual([]);
});

test('of a sample, or without the answers of few people, nothing is certain', () => {
  expect(unallowed(['ads'], { ...answered, sampled: true }, [])[0]?.certain).toBe(false);
  expect(unallowed(['ads'], { ...answered, fewHidden: true }, [])[0]?.certain).toBe(false);
});
