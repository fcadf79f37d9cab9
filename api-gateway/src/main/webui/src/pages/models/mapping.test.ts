import { expect, test } from 'vitest';
import { keep, keptOf, nameAs, observe } from './mapping';
import { NO_MAPPING } from './modelDraft';

test('a column names a person and is kept, independently', () => {
  const mapping = keep(nameAs(NO_MAPPING, 'email', 'email'), 'email', 'traits');
  expect(mapping).toMatchObject({ identifiers: { email: 'email' }, traits: { email: 'email' } });
  expect(nameAs(mapping, 'email', '')).toMatchObject({
    identifiers: {},
    traits: { email: 'email' },
  });
});

test('a column is kept as one thing, and its name stays when that changes', () => {
  const trait = keep(NO_MAPPING, 'optIn', 'traits', 'newsletter');
  const consent = keep(trait, 'optIn', 'consent');
  expect(consent).toMatchObject({ traits: {}, consent: { optIn: 'newsletter' } });
  expect(keptOf(consent, 'optIn')).toEqual({ part: 'consent', target: 'newsletter' });
  expect(keptOf(keep(consent, 'optIn', ''), 'optIn')).toBeNull();
});

test('a column that is kept anew gets a name of its own', () => {
  expect(keep(NO_MAPPING, 'Life Time', 'traits').traits).toEqual({ 'Life Time': 'life_time' });
});

test('the time of a row may be when it is read', () => {
  expect(observe(observe(NO_MAPPING, 'changed'), '').observedAt).toBeNull();
});
