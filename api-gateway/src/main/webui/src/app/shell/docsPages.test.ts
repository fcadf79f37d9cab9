import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DOCS_PAGES, docsPageOf } from './docsPages';

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const router = readFileSync(fileOf('../router.tsx'), 'utf8');
const routes = [
  ...router.matchAll(/getParentRoute: \(\) => workspace,\s*path: '([^']+)'/g),
].flatMap(([, path]) => path ?? []);

test('each page of a workspace has a page of the documentation', () => {
  expect(Object.keys(DOCS_PAGES).sort()).toEqual(routes.sort());
});

test.each([...new Set(Object.values(DOCS_PAGES))])('docs/%s.md exists', (page) => {
  expect(existsSync(fileOf(`../../../../../../../docs/${page}.md`))).toBe(true);
});

test.each([
  ['/w/$workspace/', '/assets/docs/README.html'],
  ['/w/$workspace/sources/$source', '/assets/docs/send-events.html'],
  ['/w/$workspace/unknown', '/assets/docs/README.html'],
])('the page %s leads to %s', (route, page) => {
  expect(docsPageOf(route)).toBe(page);
});
