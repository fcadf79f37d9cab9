import type { TraitStatement } from '@/api/generated/model';
import { isMasked } from '@/api/masked';

/** Who else said something of a trait, newest first, and how many of them said the same. */
export interface Others {
  said: TraitStatement[];
  /** How many say otherwise; null where that may not be seen. */
  otherwise: number | null;
}

export function othersOf(said: readonly TraitStatement[]): Others {
  const held = said.find(({ wins }) => wins);
  const others = said
    .filter((statement) => statement !== held)
    .toSorted((a, b) => Date.parse(b.time) - Date.parse(a.time));
  const hidden = said.some(({ value }) => isMasked(value));
  const differs = ({ value }: TraitStatement) =>
    JSON.stringify(value) !== JSON.stringify(held?.value);
  return { said: others, otherwise: hidden ? null : others.filter(differs).length };
}
