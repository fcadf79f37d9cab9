import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DOCS_PLACES, type DocsPlace, docsAddress } from './docsPlaces';

const places = Object.keys(DOCS_PLACES) as DocsPlace[];

test.each(places)('the documentation has the place %s', (place) => {
  const { page, heading } = DOCS_PLACES[place];
  const file = fileURLToPath(new URL(`../../../../../../../docs/${page}.md`, import.meta.url));
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, words]) =>
    (words ?? '').toLowerCase().replaceAll(' ', '-'),
  );
  expect(heading === null || headings.includes(heading)).toBe(true);
});

test('an address has the heading, if there is one', () => {
  expect(docsAddress('time')).toBe('/assets/docs/reference/gateway.html#time');
  expect(docsAddress('settings')).toBe('/assets/docs/reference/settings.html');
});
