import { expect, test } from 'vitest';
import { countryCodes, countryName } from './countries';

test('a country is found by its name or a part of it, in each language', () => {
  expect(countryCodes('Netherlands', ['en'])).toContain('NL');
  expect(countryCodes('nether', ['en'])).toContain('NL');
  expect(countryCodes('Niederlande', ['en'])).toEqual([]);
  expect(countryCodes('Niederlande', ['en', 'de'])).toContain('NL');
});

test('two letters are not yet a name', () => {
  expect(countryCodes('ne', ['en'])).toEqual([]);
});

test('a code has a name, and other texts have none', () => {
  expect(countryName('BE', 'en')).toBe('Belgium');
  expect(countryName('be', 'en')).toBeNull();
  expect(countryName('pro', 'en')).toBeNull();
});
