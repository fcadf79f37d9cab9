import { expect, test } from 'vitest';
import { en } from '@/texts/en';
import { changeOf, comparisonOf, objectOf, STATES } from './words';

test('an operation of a newer API is another change', () => {
  expect(changeOf('createSync')).toBe('createSync');
  expect(changeOf('somethingNew')).toBe('other');
  expect(changeOf('toString')).toBe('other');
});

test('the object is what follows its kind', () => {
  expect(objectOf('/syncs/syn_1')).toBe('syn_1');
  expect(objectOf('/traits/first%20name/classification')).toBe('first name');
  expect(objectOf('/syncs?paused=true')).toBe('');
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
