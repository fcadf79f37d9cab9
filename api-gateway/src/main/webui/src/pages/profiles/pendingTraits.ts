import type { TraitOfProfile } from '@/api/generated/model';
import type { PendingChange } from '@/features/pending/pendingChange';

/** A trait of a person; one that was added and is not applied yet has no values. */
export interface TraitRow {
  name: string;
  /** Null until the first value is applied. */
  trait: TraitOfProfile | null;
}

/** The traits of a person, with the traits whose first value is pending at the end. */
export function traitRows(
  traits: readonly TraitOfProfile[],
  pending: readonly PendingChange[],
): TraitRow[] {
  // The correction of an identifier also gives the trait with the name of its type the value.
  const changed = pending
    .filter(({ subject }) => subject === 'trait' || subject === 'identifier')
    .map(({ name }) => name);
  const added = [...new Set(changed)].filter((name) => !traits.some(({ trait }) => trait === name));
  return [
    ...traits.map((trait) => ({ name: trait.trait, trait })),
    ...added.map((name) => ({ name, trait: null })),
  ];
}
