import { expect, test } from 'vitest';
import { filesByArea, filesNamedIn } from './textsOnUse';

const FILES = new Map([
  ['home', 'home'],
  ['nav', 'shell'],
  ['audiences', 'audiences'],
]);

test('a key, a template and the area of a list name their texts, once', () => {
  expect(filesNamedIn("t('nav.home'); t('nav.events')", FILES)).toEqual(['shell']);
  expect(filesNamedIn('t(`home.stages.identity`)', FILES)).toEqual(['home']);
  expect(filesNamedIn('<ListPage of="audiences" />', FILES)).toEqual(['audiences']);
});

test('a word that is no key names no texts', () => {
  expect(filesNamedIn("const page = 'home'; t('elsewhere.key')", FILES)).toEqual([]);
});

test('each area is in one file', () => {
  const files = filesByArea('src/texts/en');
  expect(files.get('home')).toBe('home');
  expect(files.size).toBeGreaterThan(50);
});
