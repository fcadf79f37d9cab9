import { expect, it } from 'vitest';
import { asText, fromText, typeOf, typeOfTrait } from './typed';

it.each(['text', 4.5, true, ['a'], { a: 1 }])(
  'brings %j back from what is shown of it',
  (value) => {
    expect(fromText(asText(value), typeOf(value))).toEqual(value);
  },
);

it('takes nothing for a value that it is not', () => {
  expect(fromText(' ', 'string')).toBeUndefined();
  expect(fromText('four', 'number')).toBeUndefined();
  expect(fromText('1', 'boolean')).toBeUndefined();
  expect(fromText('null', 'json')).toBeUndefined();
});

it('keeps digits that are a text as a text', () => {
  expect(fromText('0612', 'string')).toBe('0612');
});

it('takes a value that is not shown for what is declared, else for what all others are', () => {
  expect(typeOfTrait({ type: 'number', types: ['string'] })).toBe('number');
  expect(typeOfTrait({ type: 'none', types: ['boolean'] })).toBe('boolean');
  expect(typeOfTrait({ type: 'none', types: ['array', 'object'] })).toBe('json');
  expect(typeOfTrait({ type: 'none', types: ['number', 'string'] })).toBe('string');
  expect(typeOfTrait({ type: 'none', types: [] })).toBe('string');
  expect(typeOfTrait(undefined)).toBe('string');
});
