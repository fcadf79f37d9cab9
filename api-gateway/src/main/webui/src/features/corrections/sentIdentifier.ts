import type { Profile } from '@/api/generated/model';
import { shownOf } from '@/api/masked';

/**
 * The identifier of a type that syncs send of a person: the one in the trait with the name of the
 * type, else the first by value.
 */
export function sentIdentifier(
  { identifiers, traits }: Pick<Profile, 'identifiers' | 'traits'>,
  type: string,
): string | null {
  const values = identifiers
    .filter((each) => each.type === type)
    .flatMap(({ value }) => shownOf(value) ?? [])
    .sort((one, other) => (one < other ? -1 : 1));
  const current = shownOf(traits[type])?.trim().toLowerCase();
  return values.find((value) => value.toLowerCase() === current) ?? values[0] ?? null;
}
