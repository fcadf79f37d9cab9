import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import '@/texts/i18n';
import { DEFAULTS, line } from '@/testing/rules';
import { type LineDraft, lineOf } from './draft';
import { useLineWords } from './useLineWords';

function wordsOf(line: LineDraft) {
  let words = { effect: '', reading: '' };
  renderToStaticMarkup(
    createElement(() => {
      const { effect, reading } = useLineWords();
      words = { effect: effect(line), reading: reading(line) };
      return null;
    }),
  );
  return words;
}

it.each([
  [
    'user_id',
    'A user id identifies one person. A person has only one. Two people with the same user id are merged.',
  ],
  [
    'email',
    'An e-mail address identifies one person. A person has at most 5. Two people with the same e-mail address are merged.',
  ],
  [
    'anonymous_id',
    'An anonymous id identifies one person. A person gets at most 20 within 7 days. Two people with the same anonymous id are merged.',
  ],
])('says what %s does', (type, words) => {
  const own = DEFAULTS.types.find((each) => each.type === type);
  expect(own && wordsOf(lineOf(own)).effect).toBe(words);
});

it('does not promise a merge of what people share', () => {
  const shared = lineOf({ ...line('loyalty_card'), unique: false, limit: null });
  expect(wordsOf(shared).effect).toBe(
    'A value of loyalty_card may belong to several people. It finds the person who had it first. A person may have any number. It finds people, but never merges two people.',
  );
});

it('says how values are read', () => {
  const phone = lineOf({ ...line('phone'), region: 'nl', blocked: ['^0$'] });
  expect(wordsOf(phone).reading).toBe('Numbers without a country are from NL · 1 blocked value');
});
