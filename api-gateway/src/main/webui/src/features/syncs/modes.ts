import type { ObjectType, Sync } from '@/api/generated/model';

export type Mode = Sync['mode'];
type Kind = Sync['from']['kind'];

/** Every mode, in the order in which forms offer them. */
const MODES: readonly Mode[] = [
  'mirror',
  'upsert',
  'update-only',
  'create-only',
  'append',
  'delete',
];

/** What decides which modes are possible. */
type Declared = Pick<ObjectType, 'modes' | 'memberships'>;

/** The modes that a sync of this kind to this object can have. */
export function modesFor({ modes, memberships }: Declared, kind: Kind): Mode[] {
  const leaves = kind === 'audience' || kind === 'model';
  // A destination that refuses to create a record does not say its id, which a list needs.
  const becomesList = kind === 'audience' && memberships !== null;
  return MODES.filter(
    (mode) =>
      modes.includes(mode) &&
      (mode !== 'mirror' || leaves) &&
      (mode !== 'create-only' || !becomesList),
  );
}

/** The mode of a new sync: a mode that deletes is always a choice of the user. */
export function usualMode(object: Declared, kind: Kind): Mode {
  const [first] = modesFor(object, kind);
  return first ?? (kind === 'events' ? 'append' : 'upsert');
}

/** Whether a sync removes the records of people who withdraw consent, also while it is paused. */
export function withdraws({ mode, from }: Pick<Sync, 'mode' | 'from'>): boolean {
  return mode === 'mirror' && from.kind === 'audience';
}

/** The mode, if the word that a version or a request has for it is one. */
export function modeOf(word: unknown): Mode | undefined {
  return MODES.find((each) => each === word);
}
