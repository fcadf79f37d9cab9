import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { partsIn, partsNamedIn, partsOf } from './textsOnUse';

const PARTS = new Map(
  partsOf({
    home: { title: 'Home', people_one: 'One', people_other: '{{count}}', stages: { late: 'Late' } },
    nav: { home: 'Home', events: 'Events' },
  }),
);

test('a file has a part for each object of an area, and one for the texts beside them', () => {
  expect([...PARTS.keys()]).toEqual(['home.stages', 'home', 'nav']);
  expect(PARTS.get('home.stages')).toEqual({ home: { stages: { late: 'Late' } } });
  expect(PARTS.get('home')?.home).not.toHaveProperty('stages');
});

test('a key, a template and the area of a list name their texts, once', () => {
  expect(partsNamedIn("t('nav.home'); t('nav.events')", PARTS)).toEqual(['nav']);
  expect(partsNamedIn(`t(\`home.stages.\${stage}\`)`, PARTS)).toEqual(['home.stages']);
  expect(partsNamedIn("t('home.people', { count })", PARTS)).toEqual(['home']);
  expect(partsNamedIn('<ListPage of="home" />', PARTS)).toEqual(['home', 'home.stages']);
});

test('a key that is put together names the whole area', () => {
  expect(partsNamedIn(`t(\`home.\${part}.late\`)`, PARTS)).toEqual(['home', 'home.stages']);
  expect(partsNamedIn(`t(\`home.st\${part}\`)`, PARTS)).toEqual(['home', 'home.stages']);
});

test('a word that is no key names no texts', () => {
  expect(partsNamedIn("const page = 'home'; t('elsewhere.key')", PARTS)).toEqual([]);
});

test('each area is in one file, and no text is in two parts', () => {
  const folder = 'src/texts/en';
  const areas = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => Object.keys(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))));
  expect(new Set(areas).size).toBe(areas.length);
  expect(new Set([...partsIn(folder).keys()].map((part) => part.split('.')[0]))).toEqual(
    new Set(areas),
  );
});

test('no module begins a key with a value, because then the build does not know its texts', () => {
  const modules = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => /\bt\(\s*`\$\{/.test(readFileSync(`src/${name}`, 'utf8')));
  // It gets its area with `of`, which the build reads where it is written.
  expect(modules).toEqual(['components/page/ListPage.tsx']);
});
