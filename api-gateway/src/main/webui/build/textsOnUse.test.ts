import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textsIn, textsNamedIn, textsOf } from './textsOnUse';

const TEXTS = textsOf({
  home: { title: 'Home', people_one: 'One', people_other: '{{count}}', stages: { late: 'Late' } },
  nav: { home: 'Home', events: 'Events' },
});

const keysIn = (code: string) => Object.keys(textsNamedIn(code, TEXTS));

test('a text has the key of its way through the file', () => {
  expect(TEXTS).toEqual({
    'home.title': 'Home',
    'home.people_one': 'One',
    'home.people_other': '{{count}}',
    'home.stages.late': 'Late',
    'nav.home': 'Home',
    'nav.events': 'Events',
  });
});

test('a key names its text, once, with all forms of its plural', () => {
  expect(keysIn("t('nav.home'); t('nav.home')")).toEqual(['nav.home']);
  expect(keysIn("t('home.people', { count })")).toEqual(['home.people_one', 'home.people_other']);
  expect(textsNamedIn("t('nav.home')", TEXTS)).toEqual({ 'nav.home': 'Home' });
});

test('the beginning of a key names all texts that begin with it', () => {
  expect(keysIn(`t(\`home.stages.\${stage}\`)`)).toEqual(['home.stages.late']);
  expect(keysIn(`t(\`home.st\${part}\`)`)).toEqual(['home.stages.late']);
  expect(keysIn("t('nav.' + page)")).toEqual(['nav.events', 'nav.home']);
  expect(keysIn(`t(\`home.\${part}.late\`)`)).toHaveLength(4);
});

test('a list names the texts of its area, and a way to a list does not', () => {
  expect(keysIn('<ListPage\n  of="home"\n')).toHaveLength(4);
  expect(keysIn('<ListCrumb of="home" />')).toEqual([]);
});

test('a word that is no key names no texts', () => {
  expect(keysIn("const page = 'home'; t('elsewhere.key')")).toEqual([]);
});

test('no key is in two files', () => {
  const folder = 'src/texts/en';
  const keys = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => Object.keys(textsOf(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')))));
  expect(new Set(keys).size).toBe(keys.length);
  expect(Object.keys(textsIn(folder))).toHaveLength(keys.length);
});

test('no module begins a key with a value, because then the build does not know its texts', () => {
  const modules = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => /\bt\(\s*`\$\{/.test(readFileSync(`src/${name}`, 'utf8')));
  // It gets its area with `of`, which the build reads where it is written.
  expect(modules).toEqual(['components/page/ListPage.tsx']);
});
