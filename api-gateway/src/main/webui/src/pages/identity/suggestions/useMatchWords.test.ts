import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, test, vi } from 'vitest';
import '@/texts/i18n';
import { useMatchWords } from './useMatchWords';

vi.stubGlobal('navigator', { languages: ['en'] });

type Words = ReturnType<typeof useMatchWords>;

function said(by: (words: Words) => string): string {
  return renderToStaticMarkup(createElement(() => by(useMatchWords())));
}

test.each([
  [0.973, 'Very likely, 97%'],
  [0.9999, 'Almost certain, over 99.9%'],
  [0.81, 'Likely, 81%'],
  [0.5, 'Rather likely, 50%'],
  [0.0001, 'Unlikely, 1 in 10,000'],
])('%d is said as %s', (probability, words) => {
  expect(said(({ likely }) => likely(probability))).toBe(words);
});

test.each([
  [16, '66,000 times likelier'],
  [-2, '4 times less likely'],
  [0.05, 'no effect'],
])('a weight of %d says %s', (weight, words) => {
  expect(said(({ effect }) => effect(weight))).toBe(words);
});

it('keeps the names of columns and levels that it does not know', () => {
  expect(said(({ column }) => column('last_name'))).toBe('Last name');
  expect(said(({ column }) => column('favourite_shop'))).toBe('Favourite shop');
  expect(said(({ level }) => level('a typing error apart'))).toBe('a typing error');
  expect(said(({ level }) => level('sounds alike'))).toBe('sounds alike');
});
