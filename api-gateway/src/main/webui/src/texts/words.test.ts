import { expect, test } from 'vitest';
import { en } from './en';

/** Names of products that begin with a small letter. */
const NAMES = ['iOS'];

function texts(of: unknown): string[] {
  return typeof of === 'string' ? [of] : Object.values(of as object).flatMap(texts);
}

test('no text has a word of the API, such as the name of a field', () => {
  const words = texts(en).flatMap((text) =>
    [...text.replace(/\{\{.*?\}\}/g, '').matchAll(/\b\p{Ll}+\p{Lu}\w*/gu)].map(([word]) => word),
  );
  expect(words.filter((word) => !NAMES.includes(word))).toEqual([]);
});
