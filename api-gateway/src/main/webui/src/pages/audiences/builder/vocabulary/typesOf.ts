import type { DataType } from '../rule/operators';
import type { Subject } from './subject';

interface Known {
  name: string;
  types: readonly DataType[];
}

interface Named extends Known {
  /** What is asked for within it: `city` of `address.city`; null where there is nothing within. */
  path: string | null;
}

/** What a trait holds. A dotted path leads into a trait that holds fields or a list. */
export function typesOf(trait: string, subjects: readonly Subject[]): Named {
  return resolved(
    trait,
    subjects.flatMap((each) =>
      each.kind === 'trait' ? [{ name: each.trait, types: each.types }] : [],
    ),
  );
}

/** Like `typesOf`, of any names: the longest name that is known comes first, as the API reads them. */
export function resolved(name: string, known: readonly Known[]): Named {
  const exact = known.find((each) => each.name === name);
  if (exact !== undefined) {
    return {
      ...exact,
      path: exact.types.some((type) => type === 'object' || type === 'list') ? '' : null,
    };
  }
  const holder = known
    .filter((each) => name.startsWith(`${each.name}.`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  return holder === undefined
    ? { name, types: [], path: null }
    : {
        name: holder.name,
        path: name.slice(holder.name.length + 1),
        // A step into a list finds the list of what stands there.
        types: holder.types.includes('list') ? ['list'] : [],
      };
}
