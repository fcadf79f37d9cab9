import { describe, expect, it } from 'vitest';
import type { EdgeInGraph, Graph } from '@/api/identity';
import { MOST, pictureOf } from './layout';

const SOMETIME = '2026-01-01T00:00:00Z';
/** Hidden, so that nothing but their places tells them apart. */
const identifier = { type: 'email', value: { masked: true } } as const;
const seen = (left: number, right: number, at = SOMETIME): EdgeInGraph => ({
  left: { ...identifier, index: left },
  right: { ...identifier, index: right },
  source: 'src_shop',
  cause: 'evt_1',
  at,
  messageId: null,
});
const graph = (identifiers: number, edges: EdgeInGraph[]): Graph => ({
  profile: 'prf_1',
  identifiers: Array.from({ length: identifiers }, () => ({ ...identifier, since: SOMETIME })),
  edges,
  merges: [],
});

describe('the picture of a person', () => {
  it('begins with what is seen with most others, and goes on by steps', () => {
    const { nodes } = pictureOf(graph(4, [seen(0, 1), seen(1, 2), seen(2, 3), seen(1, 3)]));
    const [a, b, c] = nodes;
    expect(b?.x).toBe(0);
    expect(a?.x).toBe(c?.x);
    expect(a?.x).toBeGreaterThan(0);
  });

  it('joins two identifiers with one line, whatever way they were seen, newest first', () => {
    const { links } = pictureOf(
      graph(2, [seen(0, 1, '2026-01-01T00:00:00Z'), seen(1, 0, '2026-02-01T00:00:00Z')]),
    );
    expect(links).toHaveLength(1);
    expect(links[0]?.evidence.map(({ at }) => at.slice(5, 7))).toEqual(['02', '01']);
  });

  it('gives each identifier a place of its own, also what nothing leads to', () => {
    const { nodes } = pictureOf(graph(4, [seen(0, 1)]));
    expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
  });

  it('leaves away what is too much to read', () => {
    const others = Array.from({ length: MOST + 4 }, (_, at) => seen(0, at + 1));
    const { nodes, links } = pictureOf(graph(MOST + 5, others));
    expect(nodes).toHaveLength(MOST);
    expect(links).toHaveLength(MOST - 1);
  });
});
