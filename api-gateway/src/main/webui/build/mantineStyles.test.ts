import type { Rollup } from 'vite';
import { expect, test } from 'vitest';
import { unstyled } from './mantineStyles';
import { bundleOf } from './testBundle';

const style = (fileName: string, source: string) =>
  ({ type: 'asset', fileName, source }) as Rollup.OutputAsset;

const STYLES = {
  'entry.css': style('entry.css', '.m_aaaaaa{color:red}'),
  'windows.css': style('windows.css', '.m_bbbbbb{color:red}'),
};

/** A page, and a window that a click loads with its styles; the code of both may be in chunks of their own. */
const bundleWith = (page: string) => ({
  ...bundleOf({
    'entry.js': { entry: true, styles: ['entry.css'], later: ['page.js'] },
    'page.js': { later: ['window.js'], begins: true, code: page },
    'window.js': { imports: ['modal.js'], begins: true, styles: ['windows.css'] },
    'modal.js': { code: 'm_aaaaaa m_bbbbbb' },
  }),
  ...STYLES,
});

test('what a click loads brings its styles along', () => {
  expect(unstyled(bundleWith('m_aaaaaa'))).toEqual(new Map());
});

test('a page has no styles that only a later part loads', () => {
  expect(unstyled(bundleWith('m_bbbbbb'))).toEqual(new Map([['m_bbbbbb', 'page.js']]));
});
