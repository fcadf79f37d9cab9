import { expect, test } from 'vitest';
import { countries, timezones } from './places';

const codes = countries('en').map(({ value }) => value);

test('countries have the codes that the API accepts, and the names of the language', () => {
  expect(codes).toEqual(expect.arrayContaining(['NL', 'BE', 'US', 'JP', 'AX']));
  expect(codes.length).toBeGreaterThan(240);
  expect(countries('en').find(({ value }) => value === 'NL')?.label).toBe('Netherlands (NL)');
});

test('groups of countries, former countries and placeholders are left out', () => {
  for (const code of ['EU', 'UN', 'ZZ', 'DD', 'SU', 'YU', 'AN']) {
    expect(codes).not.toContain(code);
  }
});

test('the present time zone and UTC are always among the time zones', () => {
  expect(timezones('Etc/GMT+3')).toEqual(expect.arrayContaining(['UTC', 'Etc/GMT+3']));
  expect(timezones()).toContain('Europe/Amsterdam');
});
