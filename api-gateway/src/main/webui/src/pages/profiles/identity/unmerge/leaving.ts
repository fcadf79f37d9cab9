import type { Edge, Identifier, ProfileGraph } from '@/api/generated/model';
import { type Asked, asked, type Leaving } from '@/api/identity';
import { shownOf } from '@/api/masked';

/** What tells identifiers apart whose values may be seen. */
export function keyOf({ type, value }: Asked): string {
  return JSON.stringify([type, value]);
}

/** The evidence between two identifiers, where both may be seen and so be named. */
export function evidenceBetween(a: Identifier, b: Identifier): Leaving | null {
  const [one, other] = [asked(a), asked(b)];
  return one && other && { edge: { a: one, b: other } };
}

/** What may be chosen: the identifiers that can be named. */
export function choicesOf({ identifiers }: { identifiers: readonly Identifier[] }): Asked[] {
  return identifiers.flatMap((identifier) => asked(identifier) ?? []);
}

/** Those that are chosen to begin with: of two ends of evidence, the one that came later. */
export function firstChosen(
  leaving: Leaving,
  { identifiers }: Pick<ProfileGraph, 'identifiers'>,
): Asked[] {
  if ('identifiers' in leaving) {
    return leaving.identifiers;
  }
  const { a, b } = leaving.edge;
  const since = (end: Asked) =>
    identifiers.find(({ type, value }) => type === end.type && value === end.value)?.since ?? '';
  return [since(a) > since(b) ? a : b];
}

/** Who came of what was asked for, or null as long as it is on its way. */
export function cameOf(
  event: string | undefined,
  graph: Pick<ProfileGraph, 'unmerges'> | undefined,
): string | null {
  return graph?.unmerges.find((unmerge) => unmerge.event === event)?.into ?? null;
}

/** What else joins two identifiers, step by step along the shortest way; empty where nothing does. */
export function otherWay(leaving: Leaving, { identifiers, edges }: ProfileGraph): Edge[] {
  if ('identifiers' in leaving) {
    return [];
  }
  const place = ({ type, value }: Asked) =>
    identifiers.findIndex((each) => each.type === type && each.value === value);
  const [from, to] = [place(leaving.edge.a), place(leaving.edge.b)];
  const ways = new Map<number, Edge[]>([[from, []]]);
  for (const [here, way] of ways) {
    for (const edge of edges) {
      const ends = [edge.left.index, edge.right.index];
      const next = ends.find((end) => end !== here);
      const isCut = ends.includes(from) && ends.includes(to);
      if (ends.includes(here) && next !== undefined && !isCut && !ways.has(next)) {
        ways.set(next, [...way, edge]);
      }
    }
  }
  return ways.get(to) ?? [];
}

/** As words of a label; what may not be seen is left to the eye. */
export function labelOf({ value }: Identifier): string {
  return shownOf(value) ?? '';
}
