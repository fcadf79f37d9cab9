import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { IdentifierType, NewIdentityRules } from '@/api/identity';
import '@/texts/i18n';
import { DEFAULTS, line } from '@/testing/rules';
import { changesBetween } from './changes';
import { useChangeWords } from './useChangeWords';

function wordsOf(before: NewIdentityRules, after: NewIdentityRules): string[] {
  let words: string[] = [];
  renderToStaticMarkup(
    createElement(() => {
      words = changesBetween(before, after).map(useChangeWords());
      return null;
    }),
  );
  return words;
}

const rules = (...types: IdentifierType[]): NewIdentityRules => ({ ...DEFAULTS, types });
const email = (changed: Partial<IdentifierType> = {}): IdentifierType => ({
  ...line('email'),
  limit: null,
  ...changed,
});

it('says nothing of what is as it was', () => {
  expect(wordsOf(DEFAULTS, structuredClone(DEFAULTS))).toEqual([]);
});

it('says what became of the whole', () => {
  expect(
    wordsOf(DEFAULTS, { ...DEFAULTS, strategy: 'isolate', maxMerges: 7, maxIdentifiers: 2_000 }),
  ).toEqual([
    'Anonymous people who become known: Keep apart, was Merge',
    'Identifiers per person: 2,000, was 1,000',
    'Merges per person: 7, was 100',
  ]);
});

it('says which limit was set, changed and taken away', () => {
  const week = email({ limit: { values: 5, per: 'week' } });
  const ever = email({ limit: { values: 1, per: 'ever' } });
  expect(wordsOf(rules(email()), rules(week))).toEqual([
    'E-mail address: at most 5 within 7 days, was any number',
  ]);
  expect(wordsOf(rules(week), rules(ever))).toEqual([
    'E-mail address: at most one, was at most 5 within 7 days',
  ]);
  expect(wordsOf(rules(ever), rules(email()))).toEqual([
    'E-mail address: any number, was at most one',
  ]);
});

it('says which types came, went and changed places', () => {
  const [user, phone, card] = [line('user_id'), line('phone'), line('card')];
  expect(wordsOf(rules(user, phone, email()), rules(email(), user, card))).toEqual([
    'Added: card',
    'Removed: Phone number',
    'Order: E-mail address, User id, card',
  ]);
  // Who only moves up because another went has kept its place among the others.
  expect(wordsOf(rules(user, phone, email()), rules(user, email()))).toEqual([
    'Removed: Phone number',
  ]);
});

it('says how values are read and what they do', () => {
  const changed = email({
    merges: false,
    unique: false,
    case: 'lower',
    plusTags: 'drop',
    dots: 'drop',
    pattern: '.+@.+',
    blocked: [...email().blocked.slice(1), '^info@', '^sales@'],
  });
  expect(wordsOf(rules(email()), rules(changed))).toEqual([
    'E-mail address: people may share a value',
    'E-mail address: never merges two people',
    'E-mail address: upper and lower case are the same',
    'E-mail address: text after a + is ignored',
    'E-mail address: dots are ignored',
    'E-mail address, format: .+@.+, was anything',
    'E-mail address: 2 more blocked values',
    'E-mail address: 1 value no longer blocked',
  ]);
  expect(wordsOf(rules(line('phone')), rules({ ...line('phone'), region: 'NL' }))).toEqual([
    'Phone number, default country of numbers: NL, was the country of the workspace',
  ]);
});
