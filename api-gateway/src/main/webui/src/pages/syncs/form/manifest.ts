import type { Choices, Manifest, ObjectType, Setting, Sync } from '@/api/generated/model';

export type FromKind = 'audience' | 'profiles' | 'model' | 'events';

/** What of the destination can hold what flows. */
export function objectsFor({ objects }: Pick<Manifest, 'objects'>, kind: FromKind): ObjectType[] {
  return objects.filter((object) =>
    object.kind === 'event'
      ? kind === 'events'
      : kind !== 'events' && (object.kind === 'record' || kind === 'audience'),
  );
}

/** The records that an object concerns: of a list, those that can be on it. */
export function recordsOf({ objects }: Pick<Manifest, 'objects'>, object: ObjectType): ObjectType {
  return object.kind === 'membership'
    ? (objects.find(({ memberships }) => memberships === object.name) ?? object)
    : object;
}

/** What the object asks of a sync, and the list that an audience becomes beside it. */
export function settingsFor(
  { objects }: Pick<Manifest, 'objects'>,
  object: ObjectType,
  kind: FromKind,
): Setting[] {
  const list =
    kind === 'audience' ? objects.find(({ name }) => name === object.memberships) : undefined;
  return [...object.settings, ...(list?.settings ?? [])];
}

/** Of which object the vendor lists the values of a setting; null if it lists none. */
export function choicesOf(
  { objects }: Pick<Manifest, 'objects'>,
  object: ObjectType,
  setting: string,
): { object: string; choices: Choices } | null {
  const list = objects.find(({ name }) => name === object.memberships);
  for (const each of list ? [object, list] : [object]) {
    const choices = each.choices.find((of) => of.setting === setting);
    if (choices) {
      return { object: each.name, choices };
    }
  }
  return null;
}

/** Other syncs that write to the same records. */
export function beside(
  manifest: Pick<Manifest, 'objects'>,
  object: ObjectType,
  syncs: readonly Sync[],
): Sync[] {
  const records = recordsOf(manifest, object).name;
  return syncs.filter(({ object: name }) => {
    const other = manifest.objects.find((each) => each.name === name);
    return other !== undefined && recordsOf(manifest, other).name === records;
  });
}

/** The fields that other syncs fill already: two may share records, not fields. */
export function takenFields(syncs: readonly Sync[]): Set<string> {
  return new Set(syncs.flatMap(({ mapping }) => mapping.map(({ field }) => field)));
}

/**
 * What most want: records with everything, or the list alone where another sync keeps the records
 * already.
 */
export function usualObject(
  manifest: Pick<Manifest, 'objects'>,
  kind: FromKind,
  syncs: readonly Sync[],
): ObjectType | undefined {
  const objects = objectsFor(manifest, kind);
  const [first] = objects;
  if (first === undefined || kind !== 'audience') {
    return first;
  }
  const list = objects.find(({ name }) => name === first.memberships);
  return list && beside(manifest, first, syncs).some(({ object }) => object === first.name)
    ? list
    : first;
}
