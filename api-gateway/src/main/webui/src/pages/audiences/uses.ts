import type { Audience, Sync } from '@/api/generated/model';

/** The syncs that carry this audience somewhere. A sync names it by id or key. */
export function syncsOf(audience: Pick<Audience, 'id' | 'key'>, syncs: readonly Sync[]): Sync[] {
  return syncs.filter(
    ({ from }) =>
      from.kind === 'audience' && (from.audience === audience.id || from.audience === audience.key),
  );
}

/** The audiences whose rules name this one. */
export function usersOf(
  audience: Pick<Audience, 'id'>,
  audiences: readonly Audience[],
): Audience[] {
  return audiences.filter(({ uses }) => uses.includes(audience.id));
}

/**
 * The syncs whose data a change of this audience can change: those that carry it, or an audience that is
 * built on it, and those that send a membership in one of them as a field.
 */
export function syncsReached(
  audience: Pick<Audience, 'id' | 'key'>,
  audiences: readonly Audience[],
  syncs: readonly Sync[],
): Sync[] {
  const reached = [audience];
  for (const each of reached) {
    reached.push(
      ...usersOf(each, audiences).filter(({ id }) => reached.every((known) => known.id !== id)),
    );
  }
  const names = new Set(reached.flatMap(({ id, key }) => [id, key]));
  return syncs.filter(
    ({ from, mapping }) =>
      (from.kind === 'audience' && names.has(from.audience)) ||
      mapping.some((each) => each.from.kind === 'membership' && names.has(each.from.audience)),
  );
}

/**
 * How a change of this audience comes to a sync that it reaches: the sync sends its members, it sends their
 * membership as a value of a field, or it uses another audience that is built on this one.
 */
export type Reach = 'members' | 'field' | 'through';

export function reachOf(audience: Pick<Audience, 'id' | 'key'>, { from, mapping }: Sync): Reach {
  const isIt = (name: string) => name === audience.id || name === audience.key;
  if (from.kind === 'audience' && isIt(from.audience)) {
    return 'members';
  }
  return mapping.some((each) => each.from.kind === 'membership' && isIt(each.from.audience))
    ? 'field'
    : 'through';
}
