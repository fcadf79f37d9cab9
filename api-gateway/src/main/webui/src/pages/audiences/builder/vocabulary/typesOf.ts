import type { CatalogueProperties } from '@/api/generated/model';
import type { DataType } from '../rule/operators';
import type { Subject } from './subject';

interface TypedName {
  name: string;
  types: readonly DataType[];
}

interface ResolvedName extends TypedName {
  /** What is asked for within it: `city` of `address.city`; null where there is nothing within. */
  path: string | null;
}

/** What a trait holds. A dotted path leads into a trait that holds fields or a list. */
export function typesOf(trait: string, subjects: readonly Subject[]): ResolvedName {
  return resolved(trait, traitsOf(subjects));
}

/** The traits among what conditions may be about. */
export function traitsOf(subjects: readonly Subject[]): TypedName[] {
  return subjects.flatMap((each) =>
    each.kind === 'trait' ? [{ name: each.trait, types: each.types }] : [],
  );
}

/** Like `typesOf`, of any names: the longest name that is known comes first, as the API reads them. */
export function resolved(name: string, known: readonly TypedName[]): ResolvedName {
  const exact = known.find((each) => each.name === name);
  const holder = known
    .filter((each) => name.startsWith(`${each.name}.`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  if (exact !== undefined) {
    // A part stays a part of its holder, so that its name does not jump while it is entered.
    return holder !== undefined && hasParts(holder)
      ? { name: holder.name, types: exact.types, path: name.slice(holder.name.length + 1) }
      : { ...exact, path: hasParts(exact) ? '' : null };
  }
  return holder === undefined
    ? { name, types: [], path: null }
    : {
        name: holder.name,
        path: name.slice(holder.name.length + 1),
        // A step into a list finds the list of what stands there.
        types: holder.types.includes('list') ? ['list'] : [],
      };
}

function hasParts({ types }: TypedName): boolean {
  return types.some((type) => type === 'object' || type === 'list');
}

/**
 * Whether an answer has all properties of an event. Nothing is known of an event that nobody did, and a
 * part of the profiles may lack a rare property.
 */
export function isComplete({
  events,
  more,
  estimated,
}: Pick<CatalogueProperties, 'events' | 'more' | 'estimated'>): boolean {
  return events > 0 && !more && !estimated;
}

/** Parts below this depth are not listed by the catalogue. */
const DEEPEST = 3;

/** Whether a property of this name was seen, among all that are known. */
export function isSeen(name: string, known: readonly TypedName[]): boolean {
  const listed = name.split('.').slice(0, DEEPEST).join('.');
  return known.some((each) => each.name === name || each.name === listed);
}

/** The parts of properties that have the name of an unknown property: `products.category`. */
export function partsNamed(name: string, known: readonly TypedName[]): string[] {
  return known.flatMap((each) => (each.name.endsWith(`.${name}`) ? [each.name] : []));
}

/** What is known within a property: `category` of `products`. */
export function partsOf(name: string, known: readonly TypedName[]): string[] {
  return known.flatMap((each) =>
    each.name.startsWith(`${name}.`) ? [each.name.slice(name.length + 1)] : [],
  );
}
