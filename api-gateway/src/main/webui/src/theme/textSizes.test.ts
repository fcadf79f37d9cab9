import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('..', import.meta.url));

/** Text below the size of the page, in pixels, has the size of help, of labels, or of identifiers. */
const OF_PAGE = 14;
const SMALL = ['var(--help-size)', 'var(--label-size)', 'var(--mono-size)'];

function files(ending: RegExp): [string, string][] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => ending.test(file) && !file.startsWith('api/generated/'))
    .map((file) => [file, readFileSync(`${SRC}/${file}`, 'utf8')]);
}

function isAllowed(size: string): boolean {
  const pixels = /^([\d.]+)px$/.exec(size)?.[1];
  return pixels === undefined
    ? size === 'inherit' || SMALL.includes(size)
    : Number(pixels) >= OF_PAGE;
}

test('small text has one of three sizes, which are variables', () => {
  const sizes = files(/\.css$/).flatMap(([file, text]) =>
    [...text.matchAll(/font-size:\s*([^;]+);/g)].map((match) => `${file}: ${match[1]}`),
  );
  expect(sizes.length).toBeGreaterThan(80);
  expect(sizes.filter((each) => !isAllowed(each.slice(each.indexOf(': ') + 2)))).toEqual([]);
});

test('the help of fields, the help beside them and small text have one size', () => {
  const [tokens, theme] = ['theme/tokens.css', 'theme/theme.ts'].map((file) =>
    readFileSync(`${SRC}/${file}`, 'utf8'),
  );
  expect(tokens).toContain('--help-size: var(--mantine-font-size-sm);');
  expect(theme).toContain("description: { fontSize: 'var(--help-size)' }");
});

test('no component gives a text a smaller size', () => {
  const found = files(/\.tsx$/).flatMap(([file, text]) =>
    [...text.matchAll(/fz="xs"|fz=\{\d|fontSize: ?\d|<Text\b[^>]*\bsize="xs"/g)].map(
      (match) => `${file}: ${match[0]}`,
    ),
  );
  expect(found).toEqual([]);
});
