import { expect, it } from 'vitest';
import { callerOf, plainNameOf } from './callerName';

it('names an API client as the workspace names it', () => {
  const importer = { kind: 'program', name: 'importer' };
  expect(callerOf('service-account-northwind.importer')).toEqual(importer);
  expect(callerOf('service-account-northwind.importer.2')).toEqual(importer);
  expect(callerOf('service-account-shop')).toEqual({ kind: 'program', name: 'shop' });
});

it('leaves the name of a user as it is', () => {
  const name = 'ada.visser@northwind.example';
  expect(callerOf(name)).toEqual({ kind: 'user', name });
});

it('gives the name of an API client or a user alone', () => {
  expect(plainNameOf('service-account-northwind.importer')).toBe('importer');
  expect(plainNameOf('ada.visser@northwind.example')).toBe('ada.visser@northwind.example');
  expect(plainNameOf('')).toBe('');
});

it('knows whom nobody has recorded', () => {
  for (const name of [null, '', 'unknown']) {
    expect(callerOf(name)).toEqual({ kind: 'unknown' });
  }
});
