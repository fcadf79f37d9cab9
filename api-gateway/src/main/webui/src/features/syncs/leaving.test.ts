import { expect, test } from 'vitest';
import type { ObjectType } from '@/api/generated/model';
import { connector } from '@/testing/hubspot';
import { leavingOf } from './leaving';

const [contacts] = connector.objects as [ObjectType];
const listed: ObjectType = { ...contacts, memberships: 'lists' };
const list: ObjectType = { ...contacts, kind: 'membership', removal: 'leaves-list' };
const deleted: ObjectType = { ...contacts, removal: 'deleted' };

test.each([
  ['audience', 'mirror', listed, 'person.leavesList'],
  ['audience', 'mirror', list, 'person.leavesList'],
  ['audience', 'mirror', deleted, 'person.deleted'],
  ['audience', 'mirror', contacts, 'person.impossible'],
  ['audience', 'mirror', undefined, 'person.unknown'],
  ['audience', 'upsert', contacts, 'person.stays'],
  ['audience', 'upsert', list, 'person.staysOnList'],
  ['model', 'mirror', { ...listed, removal: 'archived' }, 'row.archived'],
  ['model', 'upsert', deleted, 'row.stays'],
  ['audience', 'delete', contacts, 'deletesAll'],
  ['model', 'delete', deleted, 'deletesAll'],
  ['profiles', 'delete', deleted, 'deletesAll'],
  ['profiles', 'upsert', contacts, 'nothing'],
  ['events', 'upsert', contacts, 'nothing'],
] as const)('of a sync from %s in mode %s: %#', (kind, mode, object, leaving) => {
  expect(leavingOf({ from: { kind }, mode }, object)).toBe(leaving);
});
