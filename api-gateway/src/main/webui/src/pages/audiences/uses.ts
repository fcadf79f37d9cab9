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
