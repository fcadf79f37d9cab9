import { gzipSync } from 'node:zlib';
import type { Rollup } from 'vite';
import { expect, test } from 'vitest';
import { firstLoadSizes } from './firstLoadLimit';
import { firstLoadsOf, HEADERS } from './firstLoads';
import { bundleOf } from './testBundle';

const BUNDLE = bundleOf({
  'entry.js': { entry: true, imports: ['base.js'], later: ['home.js', 'team.js'] },
  'base.js': {},
  'home.js': {
    module: '/w/src/pages/home/route.ts',
    imports: ['shared.js'],
    later: ['picture.js'],
  },
  'picture.js': { module: '/w/src/pages/home/Picture.tsx' },
  'team.js': {
    module: '/w/src/pages/team/listRoute.ts',
    styles: ['team.css'],
    later: ['home.js', 'audit.js', 'dialog.js', 'rows.js'],
  },
  'audit.js': { module: '/w/src/pages/team/AuditTab.tsx', later: ['entries.js', 'fields.js'] },
  'entries.js': { module: '/w/src/pages/team/Entries.tsx' },
  'fields.js': { module: '/w/src/pages/team/LineFields.tsx' },
  'dialog.js': { module: '/w/src/pages/team/OpenedDialog.tsx' },
  'rows.js': { module: '/w/src/components/table/RowsInSight.tsx' },
  'shared.js': {},
});

const filesOf = (address: string) =>
  [...(firstLoadsOf(BUNDLE).find((load) => load.address === address)?.files ?? [])].sort();

test('a page has what it imports, also later, and what the entry imports at once', () => {
  expect(filesOf('pages/home/route.ts')).toEqual(
    ['base.js', 'entry.js', 'home.js', 'picture.js', 'shared.js'].sort(),
  );
});

test('other pages, parts of the page, and what users open are not loaded with it', () => {
  expect(filesOf('pages/team/listRoute.ts')).toEqual([
    'base.js',
    'entry.js',
    'team.css',
    'team.js',
  ]);
});

test('a part counts with its page, one at a time', () => {
  expect(filesOf('pages/team/listRoute.ts with AuditTab.tsx')).toEqual(
    ['audit.js', 'base.js', 'entries.js', 'entry.js', 'team.css', 'team.js'].sort(),
  );
  expect(firstLoadsOf(BUNDLE).map(({ address }) => address)).toContain(
    'pages/team/listRoute.ts with AuditTab.tsx with LineFields.tsx',
  );
});

test('the size of a load is that of its files after gzip, with headers and the document', () => {
  const text = 'x'.repeat(5_000);
  const one = bundleOf({
    'entry.js': { entry: true, code: text },
    'home.js': { module: '/w/src/pages/home/route.ts', code: 'y' },
  });
  const files = gzipSync(text).length + gzipSync('y').length + 2 * HEADERS;
  expect(firstLoadSizes(one)).toEqual([{ address: 'pages/home/route.ts', bytes: files }]);
  const document = { type: 'asset', fileName: 'index.html', source: '<p>ä</p>' };
  one['index.html'] = document as Rollup.OutputAsset;
  expect(firstLoadSizes(one)[0]?.bytes).toBe(files + 9 + 1_000);
});

test('a bundle without an entry or a page has no first load', () => {
  expect(firstLoadSizes(bundleOf({ 'base.js': {} }))).toEqual([]);
  expect(firstLoadSizes(bundleOf({ 'entry.js': { entry: true } }))).toEqual([]);
});
