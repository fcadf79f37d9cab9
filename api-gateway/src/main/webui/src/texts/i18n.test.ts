import { expect, test } from 'vitest';
import { addTexts, t as translated } from './i18n';

const t = translated as (key: string, values?: Record<string, unknown>) => string;

addTexts({
  'a-test.plain': 'Plain',
  'a-test.values': '{{name}} of {{of, number}}, {{name}}',
  'a-test.people_zero': 'Nobody',
  'a-test.people_one': 'One person',
  'a-test.people_other': '{{count, number}} people',
  'a-test.rows': '{{count}} rows',
});

test('a text has its values, numbers in the form of the language', () => {
  expect(t('a-test.plain')).toBe('Plain');
  expect(t('a-test.values', { name: '$&', of: 12345 })).toBe('$& of 12,345, $&');
});

test('a value that is absent is empty', () => {
  expect(t('a-test.values', { name: null })).toBe(' of , ');
});

test('a count chooses the form of the plural, if the text has forms', () => {
  expect(t('a-test.people', { count: 0 })).toBe('Nobody');
  expect(t('a-test.people', { count: 1 })).toBe('One person');
  expect(t('a-test.people', { count: 1234 })).toBe('1,234 people');
  expect(t('a-test.rows', { count: 1 })).toBe('1 rows');
});

test('a key without a text is shown itself', () => {
  expect(t('a-test.none')).toBe('a-test.none');
  expect(t('a-test')).toBe('a-test');
  expect(t('a-test.plain.more')).toBe('a-test.plain.more');
});
