import { expect, test } from 'vitest';
import type { Audience, Sync } from '@/api/generated/model';
import { contacts } from '@/testing/syncs';
import { en } from '@/texts/en';
import { reachOf, syncsReached } from './uses';

const audience = (id: string, ...uses: string[]) =>
  ({ id, key: `key-of-${id}`, uses }) as unknown as Audience;
const carries = (id: string, name: string): Sync => ({
  ...contacts,
  id,
  from: { kind: 'audience', audience: name },
});

const AUDIENCES = [audience('a'), audience('b', 'a'), audience('c', 'b', 'a'), audience('d')];

test('a change of an audience reaches the syncs of audiences that are built on it', () => {
  const syncs = [carries('of-a', 'a'), carries('of-c', 'key-of-c'), carries('of-d', 'd')];
  const reached = syncsReached({ id: 'a', key: 'key-of-a' }, AUDIENCES, syncs);
  expect(reached.map(({ id }) => id)).toEqual(['of-a', 'of-c']);
  expect(syncsReached({ id: 'd', key: 'key-of-d' }, AUDIENCES, syncs)).toHaveLength(1);
});

test('a change of an audience reaches a sync that sends its membership as a field', () => {
  const field: Sync = {
    ...contacts,
    mapping: [{ field: 'loyal', from: { kind: 'membership', audience: 'b' } }],
  };
  expect(syncsReached({ id: 'a', key: 'key-of-a' }, AUDIENCES, [field, contacts])).toEqual([field]);
});

test('a sync is reached by the members, by a field or through another audience', () => {
  const it = { id: 'a', key: 'key-of-a' };
  const field: Sync = {
    ...contacts,
    mapping: [{ field: 'loyal', from: { kind: 'membership', audience: 'key-of-a' } }],
  };
  expect(reachOf(it, { ...field, from: { kind: 'audience', audience: 'a' } })).toBe('members');
  expect(reachOf(it, field)).toBe('field');
  expect(reachOf(it, carries('of-c', 'c'))).toBe('through');
  const ofAnother: Sync = {
    ...contacts,
    mapping: [{ field: 'loyal', from: { kind: 'membership', audience: 'c' } }],
  };
  expect(reachOf(it, ofAnother)).toBe('through');
  // The text fits a sync of another audience, and a sync with its membership as a field.
  expect(en.builder.syncReached.through).toMatch(/^This sync uses another audience/);
});
