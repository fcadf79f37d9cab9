import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '@/texts/en';
import { changeOf, comparisonOf, kindOf, kindOfField, objectOf, STATES, versionOf } from './words';

test('an operation of a newer API is another change', () => {
  expect(changeOf('createSync')).toBe('createSync');
  expect(changeOf('somethingNew')).toBe('other');
  expect(changeOf('toString')).toBe('other');
});

test('the object is what follows its kind', () => {
  expect(objectOf('/syncs/syn_1')).toBe('syn_1');
  expect(objectOf('/traits/first%20name/classification')).toBe('first name');
  expect(objectOf('/syncs?paused=true')).toBe('');
  expect(objectOf({ masked: true })).toBe('');
});

test('an object has the kind of its collection or of its field', () => {
  expect(kindOf('/syncs/syn_1')).toBe('sync');
  expect(kindOf('/syncs?paused=true')).toBe('sync');
  expect(kindOf('/warehouses/whs_1/versions/3/restore')).toBe('connection');
  expect(kindOf('/traits/first%20name/classification')).toBeNull();
  expect(kindOf({ masked: true })).toBeNull();
  expect(kindOfField('audience')).toBe('audience');
  expect(kindOfField('warehouse')).toBe('connection');
  expect(kindOfField('field')).toBeNull();
});

/** The lines of a file that the services go by. */
function lines(file: string): string[][] {
  return readFileSync(`../../../../services/contracts/src/main/resources/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(','));
}

test('every change that can wait for approval has words', () => {
  const route = ([method = '', path = '']: string[]) => `${method} ${path}`;
  const operations = new Map(
    lines('administration.csv').map((line) => [route(line), line[3] ?? '']),
  );
  const approvable = lines('approvable.csv').map((line) => operations.get(route(line)) ?? '');
  expect(approvable).toContain('restoreAudience');
  expect(approvable.filter((operation) => changeOf(operation) === 'other')).toEqual([]);
});

test('a restoration names its version', () => {
  expect(versionOf('/audiences/aud_1/versions/3/restore')).toBe('3');
  expect(objectOf('/audiences/aud_1/versions/3/restore')).toBe('aud_1');
  expect(versionOf('/audiences/aud_1')).toBe('');
});

test('a restore leads to both versions', () => {
  expect(comparisonOf({ path: '/warehouses/whs_1/versions/3/restore', ifMatch: '"7"' })).toEqual({
    page: 'connections/whs_1',
    history: '7-3',
  });
  expect(comparisonOf({ path: '/syncs/syn_1/versions/3/restore', ifMatch: null })?.history).toBe(
    'all',
  );
  expect(comparisonOf({ path: '/syncs/syn_1', ifMatch: null })).toBeNull();
});

test('every state has a colour and a word', () => {
  expect(Object.keys(STATES)).toEqual(Object.keys(en.approvals.state));
});
