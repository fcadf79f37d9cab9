import { expect, test } from 'vitest';
import { en } from './en';

/** Names of products that begin with a small letter. */
const NAMES = ['iOS'];

function texts(of: unknown): string[] {
  return typeof of === 'string' ? [of] : Object.values(of as object).flatMap(texts);
}

/** The name of a field, the address of a request, and the name of a variable of the environment. */
const OF_THE_API = /\b\p{Ll}+\p{Lu}\w*|\/api\/\S*|\b\p{Lu}+(?:_\p{Lu}+)+\b/gu;

function wordsOfTheApi(text: string): string[] {
  return [...text.replace(/\{\{.*?\}\}/g, '').matchAll(OF_THE_API)]
    .map(([word]) => word)
    .filter((word) => !NAMES.includes(word));
}

test('no text has a word of the API', () => {
  expect(texts(en).flatMap(wordsOfTheApi)).toEqual([]);
});

test.each([
  ['An operator sends POST /api/v1/ticker/resume', ['/api/v1/ticker/resume']],
  ['The operator can set SMTP_HOST.', ['SMTP_HOST']],
  ['Set allowUnknownTraits', ['allowUnknownTraits']],
  ['An iOS app with {{appName}}, SQL and the API', []],
])('in “%s” these are words of the API: %j', (text, words) => {
  expect(wordsOfTheApi(text)).toEqual(words);
});
