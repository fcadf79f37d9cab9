import { expect, it } from 'vitest';
import { asText, formOf, fromText, typeOf, typeOfTrait } from './typed';

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

it.each(['lotte.wright.1149@northwind', 'lotte', 'lotte@northwind.', 'a b@northwind.example', ''])(
  'takes %j for no e-mail address',
  (text) => {
    expect(fromText(text, formOf('email', 'string'))).toBeUndefined();
  },
);

it.each(['12345', 'unknown', '+31 6 ext 12345678', ''])('takes %j for no phone number', (text) => {
  expect(fromText(text, formOf('phone', 'string'))).toBeUndefined();
});

it('takes addresses and phone numbers as people write them', () => {
  expect(fromText(' lotte+1@mail.northwind.example ', 'email')).toBe(
    'lotte+1@mail.northwind.example',
  );
  expect(fromText('+31 (0)6 1234-5678', 'phone')).toBe('+31 (0)6 1234-5678');
  expect(fromText('06 12345678', 'phone')).toBe('06 12345678');
});

it('asks for the form of an identifier only where the trait is a text', () => {
  expect(formOf('email', 'json')).toBe('json');
  expect(formOf('city', 'string')).toBe('string');
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
