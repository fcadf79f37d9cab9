import { expect, test } from 'vitest';
import { en } from '@/texts/en';
import { changeOf, objectOf, STATES } from './words';

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

test('every state has a colour and a word', () => {
  expect(Object.keys(STATES)).toEqual(Object.keys(en.approvals.state));
});
