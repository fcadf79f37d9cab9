import type { ObjectType, Sync } from '@/api/generated/model';

/** What happens at the destination with the people or rows that leave the source of a sync. */
export type Leaving =
  | `${'person' | 'row'}.${'deleted' | 'archived' | 'told' | 'impossible' | 'stays' | 'unknown'}`
  | 'person.leavesList'
  | 'person.staysOnList'
  | 'deletesAll'
  | 'nothing';

/** @param object what the sync writes to; undefined while it is not known */
export function leavingOf(
  { from, mode }: { from: Pick<Sync['from'], 'kind'>; mode: Sync['mode'] },
  object: ObjectType | undefined,
): Leaving {
  if (mode === 'delete') {
    return 'deletesAll';
  }
  if (from.kind !== 'audience' && from.kind !== 'model') {
    return 'nothing';
  }
  const who = from.kind === 'model' ? 'row' : 'person';
  const lists =
    object?.removal === 'leaves-list' || (who === 'person' && object?.memberships != null);
  if (mode !== 'mirror') {
    return lists ? 'person.staysOnList' : `${who}.stays`;
  }
  if (lists) {
    return 'person.leavesList';
  }
  return object === undefined || object.removal === 'leaves-list'
    ? `${who}.unknown`
    : `${who}.${object.removal}`;
}
