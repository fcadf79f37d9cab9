import type { IdentifierInGraph, ProfileGraph } from '@/api/generated/model';
import { folded, type Link } from './fold';

/** More boxes than these cannot be read in one picture. */
export const MOST = 60;
const COLUMN = 288;
const ROW = 56;
/** A longer column goes on beside itself. */
const TALLEST = 14;

export interface Placed {
  id: string;
  /** One, or many that were seen with the same others. */
  identifiers: IdentifierInGraph[];
  x: number;
  y: number;
}

export interface Picture {
  nodes: Placed[];
  links: Link[];
  /** How many identifiers it leaves away. */
  left: number;
  height: number;
}

/** The best known identifier at the left; each column is one step further from it. */
export function pictureOf(graph: ProfileGraph): Picture {
  const { boxes, links } = folded(graph);
  const shown = boxes.slice(0, MOST);
  const ids = new Set(shown.map(({ id }) => id));
  const drawn = links.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const beside = neighboursOf(drawn);
  const columns = columnsOf([...ids], (id) => beside.get(id) ?? []);
  const tallest = Math.max(...columns.map(({ length }) => length), 1);
  const places = new Map(
    columns.flatMap((column, at) =>
      column.map((id, row) => {
        const top = (tallest - column.length) / 2;
        return [id, { x: at * COLUMN, y: (top + row) * ROW }] as const;
      }),
    ),
  );
  return {
    nodes: shown.map(({ id, members }) => ({
      id,
      identifiers: members.flatMap((member) => graph.identifiers[member] ?? []),
      ...(places.get(id) ?? { x: 0, y: 0 }),
    })),
    links: drawn,
    left: boxes.slice(MOST).reduce((sum, { members }) => sum + members.length, 0),
    height: tallest * ROW,
  };
}

function neighboursOf(links: readonly Link[]): Map<string, string[]> {
  const beside = new Map<string, string[]>();
  for (const { from, to } of links) {
    beside.set(from, [...(beside.get(from) ?? []), to]);
    beside.set(to, [...(beside.get(to) ?? []), from]);
  }
  return beside;
}

/** By their distance from the one that is seen with most others; what nothing leads to begins again at the left. */
function columnsOf(ids: readonly string[], neighbours: (id: string) => string[]): string[][] {
  const rings: string[][] = [];
  const seen = new Set<string>();
  const best = ids.toSorted((a, b) => neighbours(b).length - neighbours(a).length);
  for (const start of best) {
    let ring = seen.has(start) ? [] : [start];
    for (let at = 0; ring.length > 0; at++) {
      for (const id of ring) {
        seen.add(id);
      }
      rings[at] = [...(rings[at] ?? []), ...ring];
      ring = [...new Set(ring.flatMap(neighbours))].filter((id) => !seen.has(id));
    }
  }
  return uncrossed(rings, neighbours).flatMap(wrapped);
}

/** Each stands as high as what leads to it, so that few lines cross. */
function uncrossed(rings: string[][], neighbours: (id: string) => string[]): string[][] {
  const heights = new Map<string, number>();
  return rings.map((ring) => {
    const wanted = (id: string) => {
      const known = neighbours(id).flatMap((other) => heights.get(other) ?? []);
      return known.length === 0 ? 0 : known.reduce((sum, each) => sum + each, 0) / known.length;
    };
    const sorted = ring.toSorted((a, b) => wanted(a) - wanted(b));
    for (const [row, id] of sorted.entries()) {
      heights.set(id, row - (sorted.length - 1) / 2);
    }
    return sorted;
  });
}

function wrapped(ring: string[]): string[][] {
  const columns = Math.ceil(ring.length / TALLEST);
  const rows = Math.ceil(ring.length / columns);
  return Array.from({ length: columns }, (_, at) => ring.slice(at * rows, (at + 1) * rows));
}
