import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { CommaList } from './CommaList';

test.each([
  [[], ''],
  [['one'], '<b>one</b>'],
  [['same', 'same', 'other'], '<b>same</b>, <b>same</b>, <b>other</b>'],
])('commas stand between, and nowhere else', (all, shown) => {
  const children = (each: string) => createElement('b', null, each);
  expect(renderToStaticMarkup(createElement(CommaList<string>, { all, children }))).toBe(shown);
});
