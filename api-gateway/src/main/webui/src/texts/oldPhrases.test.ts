import { expect, test } from 'vitest';
import { en } from './en';

/** Phrases of earlier versions that readers did not understand. */
const OLD = [
  'The way of your data',
  'Looking how everything',
  'be told right now',
  'is told for all workspaces',
  'urned out to be',
  'Nothing waits for a decision',
  'What did not arrive',
  'purpose is not allowed',
  'goes once allowed',
  'How far people come',
  'Newest pass',
  'Had to change',
  'Becomes list',
  'ritten as',
  'Say where to',
  'What flows',
  'What should flow',
  'Who leaves',
  'Found by',
  'Field there',
  'stands there twice',
  'Whoever',
  'said where to and what',
  'takes over everything known',
  'A list alone',
  'What is promised',
  'Is it well',
  'Names the person by',
  'Kept as',
  'A row was so',
  'what tells them apart',
  'It tells all',
  'Did something',
  'Came before',
  'Its way',
  'It moved nobody',
  'Set aside',
  'Names nobody',
  'What was said last',
  'Decide anew',
  'Different values',
  'to throw away',
  'An office',
  'Shares are of',
  'Said the same',
  'type of your own',
  'How it begins',
  'identifier begins so',
  'was taken in',
  'make people one',
  'Look now',
  'has looked for',
  'stands still or waits',
  'you are told',
  'How they do',
  'times its usual gap',
  'Base64',
  'That can’t be used',
  'go together with what is there',
  'allowUnknownTraits',
  'all the same',
  'Take over',
  'Who has no account',
  'Hand these to',
  'Who read what',
  'newest last',
  'audiences as lists',
  'People and rows',
];

function texts(of: unknown): string[] {
  return typeof of === 'string' ? [of] : Object.values(of as object).flatMap(texts);
}

test('no text has a phrase that readers did not understand', () => {
  const all = texts(en);
  const found = OLD.filter((phrase) => all.some((text) => text.includes(phrase)));
  expect(found).toEqual([]);
});
