import { expect, test } from 'vitest';
import { withList } from '@/testing/hubspot';
import { joinedList } from './list';

const [contacts, memberships] = withList.objects;
const draft = { kind: 'audience', settings: { list: ' Loyal ' }, mode: 'mirror' } as const;

test('a member of an audience joins the list, also if the sync keeps no fields of the record', () => {
  const joined = { name: 'Loyal', leaves: true };
  expect(joinedList(draft, withList, contacts)).toEqual(joined);
  expect(joinedList(draft, withList, memberships)).toEqual(joined);
});

test('a person stays on the list if the sync removes nothing', () => {
  expect(joinedList({ ...draft, mode: 'upsert' }, withList, contacts)?.leaves).toBe(false);
});

test('a sync that deletes fills no list', () => {
  expect(joinedList({ ...draft, mode: 'delete' }, withList, contacts)).toBeNull();
});

test('a sync of everyone fills no list, and neither does a destination without lists', () => {
  expect(joinedList({ ...draft, kind: 'profiles' }, withList, contacts)).toBeNull();
  const [records] = withList.objects;
  const rows = records && { ...records, memberships: null };
  expect(joinedList(draft, { objects: rows ? [rows] : [] }, rows)).toBeNull();
});
