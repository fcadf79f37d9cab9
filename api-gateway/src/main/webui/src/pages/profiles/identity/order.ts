import type { Picture } from './layout';

/** What can be chosen in a picture: a box or a line. */
export type Item = `box ${string}` | `line ${string}`;

export const nodeId = (id: string): Item => `box ${id}`;
export const lineId = (id: string): Item => `line ${id}`;

/** From the left and from above; each line comes just before the box that it leads to. */
export function inOrder({ nodes, links }: Picture): Item[] {
  const sorted = nodes.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const rank = new Map(sorted.map(({ id }, at) => [id, at]));
  const later = (one: string, other: string) =>
    (rank.get(one) ?? 0) > (rank.get(other) ?? 0) ? one : other;
  return sorted.flatMap(({ id }) => [
    ...links.filter(({ from, to }) => later(from, to) === id).map((link) => lineId(link.id)),
    nodeId(id),
  ]);
}
