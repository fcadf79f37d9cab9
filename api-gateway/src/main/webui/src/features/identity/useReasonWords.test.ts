import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import '@/texts/i18n';
import type { BrokenLimit } from '@/api/generated/model';
import { useReasonWords } from './useReasonWords';

vi.stubGlobal('navigator', { languages: ['en'] });

function said(by: (words: ReturnType<typeof useReasonWords>) => string): string {
  let answer = '';
  renderToStaticMarkup(
    createElement(() => {
      answer = by(useReasonWords());
      return null;
    }),
  );
  return answer;
}

it.each<[BrokenLimit, string]>([
  [{ type: 'user_id', values: 1, per: 'ever' }, 'One person would have had more than 1 user id.'],
  [
    { type: 'anonymous_id', values: 20, per: 'week' },
    'One person would have got more than 20 anonymous ids within 7 days.',
  ],
  [
    { type: 'loyalty_card', values: 2, per: 'day' },
    'One person would have got more than 2 values of loyalty_card in a day.',
  ],
])('says which limit it was', (limit, words) => {
  expect(said(({ leftOut }) => leftOut({ reason: 'limit', limit }))).toBe(words);
  expect(said(({ conflict }) => conflict({ reason: 'limit', limit }))).toBe(words);
});

it('says that it was a limit where nobody knows which', () => {
  expect(said(({ leftOut }) => leftOut({ reason: 'limit', limit: null }))).toBe(
    'One person would have had more identifiers of a type than the rules allow.',
  );
  expect(said(({ conflict }) => conflict({ reason: 'kept-apart', limit: null }))).toBe(
    'A user decided that these are two people.',
  );
});
