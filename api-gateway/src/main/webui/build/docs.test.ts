import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'docs-'));
const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

beforeAll(async () => {
  const program = new URL('../../build/docs.mjs', import.meta.url).href;
  const { writeDocs } = (await import(/* @vite-ignore */ program)) as {
    writeDocs: (docs: string, webui: string, to: string) => void;
  };
  writeDocs(fileOf('../../../../../docs'), fileOf('..'), folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

test('a page has its title, its style and headings with ids', () => {
  const page = read('send-events.html');
  expect(page).toContain('<title>Send events · Tributary</title>');
  expect(page).toContain('<link rel="stylesheet" href="docs.css">');
  expect(page).toContain('<h2 id="revoke-a-key">Revoke a key</h2>');
  expect(read('reference/consent.html')).toContain('href="../docs.css"');
});

test('a page leads to other pages, and shows no comments', () => {
  const page = read('send-events.html');
  expect(page).toContain('href="reference/consent.html#rights-of-a-browser-key"');
  expect(page).not.toContain('prints:');
});

test('each link to another page finds it', () => {
  const names = new Set(readdirSync(folder, { recursive: true }).map(String));
  const page = read('send-events.html');
  const links = [...page.matchAll(/href="([^"#:]+\.html)/g)].map(([, href]) => href);
  expect(links).not.toEqual([]);
  expect(links.filter((href) => !names.has(String(href)))).toEqual([]);
});
