import { expect, test } from 'vitest';
import type { DataType } from '../rule/operators';
import { asRead } from './asRead';

const sent = (types: DataType[], declared: string | null) => asRead({ types, declared }).types;

test('a declared type is what conditions are offered for', () => {
  expect(sent(['text'], 'number')).toEqual(['number']);
  expect(sent(['text', 'number'], 'date-time')).toEqual(['date']);
});

test('a list stays a list', () => {
  expect(sent(['text', 'list'], 'number')).toEqual(['number', 'list']);
});

test('without a declared type the types are those that were sent', () => {
  expect(sent(['text', 'number'], null)).toEqual(['text', 'number']);
  expect(sent(['text'], 'a later type')).toEqual(['text']);
});
