import type { TraitStatement } from '@/api/generated/model';
import { isMasked } from '@/api/masked';

/** What was said of a trait beside the statement that holds, newest first. A withdrawn value is none. */
export interface Others {
  said: TraitStatement[];
  /** Of how many statements the value is made; more than one are among those that are listed. */
  parts: number;
  /** How many say otherwise; null where that may not be seen. */
  otherwise: number | null;
}

export function othersOf(said: readonly TraitStatement[]): Others {
  const parts = said.filter(({ wins }) => wins);
  const held = parts[0];
  const others = said
    .filter(({ value, wins }) => value !== null && (parts.length > 1 || !wins))
    .toSorted((a, b) => Date.parse(b.time) - Date.parse(a.time));
  const hidden = said.some(({ value }) => isMasked(value));
  const differs = ({ value, wins }: TraitStatement) =>
    !wins && JSON.stringify(value) !== JSON.stringify(held?.value);
  return {
    said: others,
    parts: parts.length,
    otherwise: hidden ? null : others.filter(differs).length,
  };
}

/** Whether a user has corrected the trait, or emptied it, and has not withdrawn that. */
export function isCorrected(said: readonly TraitStatement[]): boolean {
  return said.some(({ origin }) => origin.kind === 'manual');
}

/** The values that sources and rows give, newest first. */
export function bySources(said: readonly TraitStatement[]): TraitStatement[] {
  return said
    .filter(({ origin, value }) => origin.kind !== 'manual' && value !== null)
    .toSorted((a, b) => Date.parse(b.time) - Date.parse(a.time));
}

/** How many values of sources are offered. */
const OFFERED = 3;

/** The values of sources and rows that a correction can bring back, each once, newest first. */
export function sourceValues(said: readonly TraitStatement[], inForce: unknown): TraitStatement[] {
  const seen = new Set([JSON.stringify(inForce)]);
  return bySources(said)
    .filter(({ value }) => !isMasked(value))
    .filter(({ value }) => {
      const text = JSON.stringify(value);
      return !seen.has(text) && seen.add(text);
    })
    .slice(0, OFFERED);
}
