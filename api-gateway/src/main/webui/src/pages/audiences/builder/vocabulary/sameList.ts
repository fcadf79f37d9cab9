import type { DataType } from '../rule/operators';

interface TypedName {
  name: string;
  types: readonly DataType[];
}

/** The list of which a property is a part: `products` of `products.category`, the outermost of several; null without one. */
export function listOf(property: string, known: readonly TypedName[]): string | null {
  const lists = known.filter(
    ({ name, types }) => types.includes('list') && property.startsWith(`${name}.`),
  );
  return lists.toSorted((a, b) => a.name.length - b.name.length)[0]?.name ?? null;
}

/**
 * The first of the names before this one that is a part of the same list. A path through a list finds the
 * values of all its items, so different items can meet the conditions on the two names.
 *
 * @param before what the conditions before this one ask for, all of which must be met
 */
export function earlierOfList(
  name: string,
  before: readonly string[],
  known: readonly TypedName[],
): { list: string; earlier: string } | null {
  const list = listOf(name, known);
  const earlier = before.find((each) => listOf(each, known) === list);
  return list === null || earlier === undefined ? null : { list, earlier };
}
