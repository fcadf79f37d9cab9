import type { EdgeInGraph, Graph, Named } from '@/api/identity';

/** More than these cannot be read in one picture. */
export const MOST = 60;
const COLUMN = 300;
const ROW = 84;

export interface Placed {
  id: string;
  identifier: Named;
  x: number;
  y: number;
}

/** Everything that showed that two identifiers belong together, newest first. */
export interface Link {
  id: string;
  from: string;
  to: string;
  evidence: EdgeInGraph[];
}

export interface Picture {
  nodes: Placed[];
  links: Link[];
}

/** The best known identifier at the left; each column is one step further from it. */
export function pictureOf({ identifiers, edges }: Graph): Picture {
  const shown = identifiers.slice(0, MOST);
  const ids = shown.map((_, index) => String(index));
  const links = linksOf(
    edges.filter(({ left, right }) => Math.max(left.index, right.index) < shown.length),
  );
  const neighbours = (id: string) =>
    links.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []));
  const columns = columnsOf(ids, neighbours);
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
    nodes: shown.map((identifier, index) => {
      const id = String(index);
      return { id, identifier, ...(places.get(id) ?? { x: 0, y: 0 }) };
    }),
    links,
  };
}

function linksOf(edges: readonly EdgeInGraph[]): Link[] {
  const links = new Map<string, Link>();
  for (const edge of edges.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const from = String(Math.min(edge.left.index, edge.right.index));
    const to = String(Math.max(edge.left.index, edge.right.index));
    const id = `${from} ${to}`;
    const link = links.get(id) ?? { id, from, to, evidence: [] };
    link.evidence.push(edge);
    links.set(id, link);
  }
  return [...links.values()];
}

/** By their distance from the one that is seen with most others; what nothing leads to begins again at the left. */
function columnsOf(ids: readonly string[], neighbours: (id: string) => string[]): string[][] {
  const columns: string[][] = [];
  const seen = new Set<string>();
  const best = ids.toSorted((a, b) => neighbours(b).length - neighbours(a).length);
  for (const start of best) {
    let ring = seen.has(start) ? [] : [start];
    for (let at = 0; ring.length > 0; at++) {
      for (const id of ring) {
        seen.add(id);
      }
      columns[at] = [...(columns[at] ?? []), ...ring];
      ring = [...new Set(ring.flatMap(neighbours))].filter((id) => !seen.has(id));
    }
  }
  return columns;
}
