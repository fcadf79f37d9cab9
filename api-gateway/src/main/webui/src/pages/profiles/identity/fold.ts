import type { Edge, ProfileGraph } from '@/api/generated/model';

/** As many of a kind that hang on the same others are one box. */
const MANY = 4;

/** Everything that showed that two boxes belong together, newest first. */
export interface Link {
  id: string;
  from: string;
  to: string;
  evidence: Edge[];
}

/** Some identifiers, by their places in the graph: one, or many that were seen with the same others. */
export interface Box {
  id: string;
  members: number[];
}

/** Browsers and devices are many and alike: those of a kind that were seen with the same others become one box. */
export function folded({ identifiers, edges }: Pick<ProfileGraph, 'identifiers' | 'edges'>): {
  boxes: Box[];
  links: Link[];
} {
  const others = identifiers.map(() => new Set<number>());
  for (const { left, right } of edges) {
    others[left.index]?.add(right.index);
    others[right.index]?.add(left.index);
  }
  const alike = new Map<string, number[]>();
  for (const [index, { type }] of identifiers.entries()) {
    const known = [...(others[index] ?? [])].sort((a, b) => a - b);
    const kind = known.length === 0 ? `alone ${index}` : `${known.join(' ')} ${type}`;
    alike.set(kind, [...(alike.get(kind) ?? []), index]);
  }
  const boxes = [...alike.values()]
    .flatMap((members) => (members.length >= MANY ? [members] : members.map((each) => [each])))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    .map((members) => ({ id: String(members[0]), members }));
  const boxOf = new Map(boxes.flatMap(({ id, members }) => members.map((each) => [each, id])));
  return { boxes, links: linksOf(edges, (index) => boxOf.get(index) ?? String(index)) };
}

function linksOf(edges: readonly Edge[], boxOf: (index: number) => string): Link[] {
  const links = new Map<string, Link>();
  for (const edge of edges.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const [from = '', to = ''] = [boxOf(edge.left.index), boxOf(edge.right.index)].sort(
      (a, b) => Number(a) - Number(b),
    );
    const id = `${from} ${to}`;
    const link = links.get(id) ?? { id, from, to, evidence: [] };
    link.evidence.push(edge);
    links.set(id, link);
  }
  return [...links.values()];
}
