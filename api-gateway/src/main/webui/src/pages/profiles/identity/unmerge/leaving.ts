import { type Asked, asked, type Graph, type Leaving, type Named } from '@/api/identity';
import { isMasked } from '@/api/masked';

/** What tells identifiers apart whose values may be seen. */
export function keyOf({ type, value }: Asked): string {
  return JSON.stringify([type, value]);
}

/** The evidence between two identifiers, where both may be seen and so be named. */
export function evidenceBetween(a: Named, b: Named): Leaving | null {
  const [one, other] = [asked(a), asked(b)];
  return one && other && { edge: { a: one, b: other } };
}

/** What may be chosen: the identifiers that can be named. */
export function choicesOf({ identifiers }: Pick<Graph, 'identifiers'>): Asked[] {
  return identifiers.flatMap((identifier) => asked(identifier) ?? []);
}

/** Those that are chosen to begin with: of two ends of evidence, the one that came later. */
export function firstChosen(
  leaving: Leaving,
  { identifiers }: Pick<Graph, 'identifiers'>,
): Asked[] {
  if ('identifiers' in leaving) {
    return leaving.identifiers;
  }
  const { a, b } = leaving.edge;
  const since = (end: Asked) =>
    identifiers.find(({ type, value }) => type === end.type && value === end.value)?.since ?? '';
  return [since(a) > since(b) ? a : b];
}

/** Who came out of a person since the graph was read before, or null as long as nobody has. */
export function separatedInto(
  before: Pick<Graph, 'profile' | 'unmerges'>,
  now: Pick<Graph, 'unmerges'> | undefined,
): string | null {
  const known = new Set(before.unmerges.map(({ into }) => into));
  const unmerge = now?.unmerges.find(
    ({ from, into }) => from === before.profile && !known.has(into),
  );
  return unmerge?.into ?? null;
}

/** As words of a label; what may not be seen is left to the eye. */
export function labelOf({ value }: Named): string {
  return isMasked(value) ? '' : value;
}
