import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as client from '@/api/generated/operations';
import { withQuery } from '@/api/withQuery';
import { operationsIn, shortened } from './operationsOnUse';

const FOLDER = 'src/api/generated/operations';

const files = readdirSync(FOLDER).map((file) => ({
  file,
  ...operationsIn(readFileSync(`${FOLDER}/${file}`, 'utf8')),
}));
const all = files.flatMap(({ operations }) => operations);

test('each function of the generated client is in one operation', () => {
  expect(all.flatMap((each) => each.exports).sort()).toEqual(Object.keys(client).sort());
  expect(all.length).toBeGreaterThan(200);
});

test('an operation needs nothing but the imports of its file', () => {
  for (const { head, operations } of files) {
    const imported = [...head.matchAll(/^import (?!type)(.*) from/gm)].map(([, names]) => names);
    expect(imported).toEqual(['{ request }']);
    for (const { code, exports } of operations) {
      const called = [...code.matchAll(/\b(get\w+Url)\(/g)].map(([, name]) => name);
      expect(exports).toEqual(expect.arrayContaining(called));
    }
  }
});

test('no operation writes its query by itself', () => {
  const withParameters = all.filter(({ code }) => code.includes('URLSearchParams'));
  expect(withParameters.length).toBeGreaterThan(50);
  expect(all.filter(({ code }) => shortened(code).includes('URLSearchParams'))).toEqual([]);
  expect(withParameters.filter(({ code }) => !shortened(code).includes('withQuery('))).toEqual([]);
});

test('a query is written as the generated client writes it', () => {
  const cases = [
    undefined,
    {},
    { limit: 50, cursor: undefined },
    { limit: 50, cursor: 'a b&c' },
    { state: null },
  ];
  for (const params of cases) {
    const wanted = client.getListSyncsUrl(
      'shop',
      params as Parameters<typeof client.getListSyncsUrl>[1],
    );
    expect(withQuery('/api/v1/workspaces/shop/syncs', params)).toBe(wanted);
  }
});

test('another form of the generated client is no empty client', () => {
  expect(() => operationsIn('export function listSyncs() {}')).toThrow('another form');
  expect(() => operationsIn('export const getListSyncsUrl = () => "";')).toThrow('No operation');
});
