import { expect, test } from 'vitest';
import type { ObjectType } from '@/api/generated/model';
import { type Mode, modeOf, modesFor, usualMode } from './modes';

const ALL: Mode[] = ['upsert', 'update-only', 'create-only', 'mirror', 'append', 'delete'];
const records: Pick<ObjectType, 'modes' | 'memberships'> = {
  modes: ['upsert', 'update-only', 'create-only', 'mirror', 'delete'],
  memberships: null,
};
const listed = { ...records, memberships: 'lists' };

test('only audiences and models can be mirrored', () => {
  expect(modesFor(records, 'audience')[0]).toBe('mirror');
  expect(modesFor(records, 'model')[0]).toBe('mirror');
  expect(modesFor(records, 'profiles')).toEqual(['upsert', 'update-only', 'create-only', 'delete']);
});

test('an audience that becomes a list cannot be created only', () => {
  expect(modesFor(listed, 'audience')).not.toContain('create-only');
  expect(modesFor(listed, 'model')).toContain('create-only');
});

test('a mode that the object does not declare is not offered', () => {
  expect(modesFor({ modes: ['append'], memberships: null }, 'events')).toEqual(['append']);
  expect(modesFor({ modes: ['upsert'], memberships: null }, 'audience')).toEqual(['upsert']);
});

test('a new sync mirrors, adds or updates', () => {
  expect(usualMode(records, 'audience')).toBe('mirror');
  expect(usualMode(records, 'profiles')).toBe('upsert');
  expect(usualMode({ modes: ['append'], memberships: null }, 'events')).toBe('append');
  expect(usualMode({ modes: [], memberships: null }, 'events')).toBe('append');
});

test('a word is a mode or none', () => {
  expect(ALL.map(modeOf)).toEqual(ALL);
  expect(modeOf('replace')).toBeUndefined();
  expect(modeOf(undefined)).toBeUndefined();
});
