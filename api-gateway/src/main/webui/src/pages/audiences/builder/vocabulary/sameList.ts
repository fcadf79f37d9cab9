import type { Where } from '../rule/model';
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
 * The first condition before this one that asks for a part of the same list. A path through a list finds the
 * values of all its items, so different items can meet the two conditions.
 */
export function earlierOfList(
  filter: Where,
  where: readonly Where[],
  known: readonly TypedName[],
): { list: string; earlier: Where } | null {
  const list = listOf(filter.property, known);
  const before = where.slice(
    0,
    where.findIndex(({ id }) => id === filter.id),
  );
  const earlier = before.find(({ property }) => listOf(property, known) === list);
  return list === null || earlier === undefined ? null : { list, earlier };
}
