import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { filesFor } from './fewerFiles';
import { bundleOf } from './testBundle';

const page = (name: string) => `/w/src/pages/${name}/route.ts`;

/** Code of about so many bytes after gzip. */
const large = (bytes: number) => randomBytes(bytes * 0.75).toString('base64');

/** The names of the chunks that share a file. */
function together(bundle: ReturnType<typeof bundleOf>): string[][] {
  const files = new Map<string, string[]>();
  for (const [module, file] of filesFor(bundle)) {
    files.set(file, [...(files.get(file) ?? []), module.replace('module of ', '')]);
  }
  return [...files.values()].map((chunks) => chunks.sort()).sort();
}

test('what the same pages load is one file; pages and what all have are not joined', () => {
  const bundle = bundleOf({
    'entry.js': { entry: true, imports: ['base.js'] },
    'base.js': {},
    'home.js': { module: page('home'), imports: ['table.js', 'icon.js'] },
    'team.js': { module: page('team'), imports: ['table.js', 'icon.js'] },
    'runs.js': { module: page('runs') },
    'table.js': { code: large(9_000) },
    'icon.js': {},
  });
  expect(together(bundle)).toEqual([['icon.js', 'table.js']]);
});

test('a small file goes with a large one of more pages, a large one does not', () => {
  const bundle = (code: string) =>
    bundleOf({
      'entry.js': { entry: true, code: large(200_000) },
      'home.js': { module: page('home'), imports: ['table.js', 'part.js'] },
      'team.js': { module: page('team'), imports: ['table.js'] },
      'runs.js': { module: page('runs') },
      'table.js': { code: large(9_000) },
      'part.js': { code },
    });
  expect(together(bundle('small'))).toEqual([['part.js', 'table.js']]);
  expect(together(bundle(large(9_000)))).toEqual([['part.js'], ['table.js']]);
});

test('no page gets a file by way of one that is joined', () => {
  const bundle = bundleOf({
    'entry.js': { entry: true },
    'home.js': { module: page('home'), imports: ['table.js', 'part.js'] },
    'team.js': { module: page('team'), imports: ['table.js'] },
    'runs.js': { module: page('runs') },
    'table.js': {},
    'part.js': { imports: ['home.js'] },
  });
  expect(together(bundle)).toEqual([['part.js'], ['table.js']]);
});

test('no page gets a file that one that is joined imports later', () => {
  const bundle = (later: string[]) =>
    bundleOf({
      'entry.js': { entry: true },
      'home.js': { module: page('home'), imports: ['table.js', 'part.js'] },
      'team.js': { module: page('team'), imports: ['table.js'] },
      'runs.js': { module: page('runs') },
      'table.js': {},
      'part.js': { later },
      'chart.js': { module: '/w/src/Chart.tsx' },
      'dialog.js': { module: '/w/src/OpenedDialog.tsx' },
    });
  expect(together(bundle(['dialog.js']))).toEqual([['part.js', 'table.js']]);
  expect(together(bundle(['chart.js']))).toEqual([['part.js'], ['table.js']]);
});

test('joined files never import each other', () => {
  const bundle = bundleOf({
    'entry.js': { entry: true },
    'home.js': { module: page('home'), imports: ['a.js', 'b.js', 'c.js'] },
    'runs.js': { module: page('runs') },
    'a.js': { imports: ['b.js'] },
    'b.js': { imports: ['c.js'], code: large(9_000), module: '/w/src/later.ts' },
    'c.js': {},
  });
  // By way of b, which stays by itself because it is imported later, too.
  expect(together(bundle)).toEqual([['a.js'], ['c.js']]);
});
