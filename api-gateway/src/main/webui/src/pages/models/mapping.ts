import type { Mapping } from '@/api/generated/model';
import { KEPT, type Kept } from '@/features/models/kept';
import { traitName } from './suggestMapping';

/** What a column is kept as; null if it is not. */
export function keptOf(mapping: Mapping, column: string): { part: Kept; target: string } | null {
  for (const part of KEPT) {
    const target = mapping[part][column];
    if (target !== undefined) {
      return { part, target };
    }
  }
  return null;
}

/** Keeps a column as one thing and nothing else; as nothing where the part is empty. */
export function keep(
  mapping: Mapping,
  column: string,
  part: Kept | '',
  target = keptOf(mapping, column)?.target ?? traitName(column),
): Mapping {
  const next = { ...mapping };
  for (const each of KEPT) {
    next[each] =
      each === part ? { ...mapping[each], [column]: target } : without(mapping[each], column);
  }
  return next;
}

/** Says by which identifier a column names the person; by none where the type is empty. */
export function nameAs(mapping: Mapping, column: string, type: string): Mapping {
  return {
    ...mapping,
    identifiers:
      type === ''
        ? without(mapping.identifiers, column)
        : { ...mapping.identifiers, [column]: type },
  };
}

export function observe(mapping: Mapping, column: string): Mapping {
  return { ...mapping, observedAt: column === '' ? null : column };
}

function without(names: Readonly<Record<string, string>>, column: string): Record<string, string> {
  return Object.fromEntries(Object.entries(names).filter(([name]) => name !== column));
}
