import { expect, test } from 'vitest';
import type { Manifest, ObjectType } from '@/api/generated/model';
import { connector, withList } from '@/testing/hubspot';
import { t } from '@/texts/i18n';
import { guaranteesOf, isFound, needsOf, takenBy } from './catalogue';

const [contacts] = connector.objects as [ObjectType];

test('a connector is found by its name, its description and its objects', () => {
  expect(isFound(undefined, withList)).toBe(true);
  expect(isFound('hubSPOT', withList)).toBe(true);
  expect(isFound('crm contacts', withList)).toBe(true);
  expect(isFound('memberships', withList)).toBe(true);
  expect(isFound('memberships', connector)).toBe(false);
  expect(isFound('crm tickets', withList)).toBe(false);
});

test('it needs its credentials first, and nothing that is optional', () => {
  const [token] = connector.settings as [Manifest['settings'][number]];
  const settings = [
    { ...token, name: 'domain', label: 'Domain', secret: false },
    { ...token, name: 'other', label: 'Other', required: false },
    token,
  ];
  expect(needsOf({ settings })).toEqual(['Access token', 'Domain']);
});

test('what it takes follows from its objects', () => {
  const of = (...kinds: ObjectType['kind'][]) =>
    takenBy({ objects: kinds.map((kind) => ({ ...contacts, kind })) });
  expect(of('record')).toEqual(['people', 'audiences', 'rows']);
  expect(of('membership')).toEqual(['audiences']);
  expect(of('event')).toEqual(['events']);
  expect(of('event', 'record')).toEqual(['people', 'audiences', 'events', 'rows']);
});

test('objects with the same guarantee are together, and each object is named', () => {
  const events = { ...contacts, label: 'Events', effectClass: 'C' } as const;
  const found = guaranteesOf({ ...withList, objects: [events, ...withList.objects] }, t);
  expect(found.map(({ objects }) => objects)).toEqual([
    ['Events'],
    ['Contacts', 'List memberships'],
  ]);
  expect(found[0]?.words).toMatch(/may count twice/);
  expect(found[1]?.words).toMatch(/no second effect/);
});
