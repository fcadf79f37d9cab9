import { expect, test } from 'vitest';
import { workspace } from '@/testing/northwind';
import { changedOf, draftOf, newlyAllowed } from './workspaceDraft';

const view = { ...workspace, unknownConsentAllows: ['analytics', 'service'] };

test('nothing is sent of a draft that says the same in another order', () => {
  const draft = { ...draftOf(view), name: ' Northwind ' };
  expect(changedOf(view, { ...draft, unknownConsentAllows: ['service', 'analytics'] })).toEqual({});
});

test('only what is different is sent', () => {
  const draft = { ...draftOf(view), timezone: 'UTC', unknownConsentAllows: ['service'] };
  expect(changedOf(view, draft)).toEqual({ timezone: 'UTC', unknownConsentAllows: ['service'] });
});

test('a purpose is newly allowed only if it was not allowed before', () => {
  const draft = { ...draftOf(view), unknownConsentAllows: ['service', 'marketing'] };
  expect(newlyAllowed(view, draft)).toEqual(['marketing']);
});
