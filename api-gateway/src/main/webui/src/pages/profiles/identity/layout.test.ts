import { describe, expect, it } from 'vitest';
import type { Edge, Graph, Named } from '@/api/identity';
import { isHidden, MOST, pictureOf } from './layout';

const email = (value: string): Named => ({ type: 'email', value });
const seen = (left: Named, right: Named, at = '2026-01-01T00:00:00Z'): Edge => ({
  left,
  right,
  source: 'src_shop',
  cause: 'evt_1',
  at,
  messageId: null,
});
const graph = (identifiers: Named[], edges: Edge[]): Graph => ({
  profile: 'prf_1',
  identifiers: identifiers.map((each) => ({ ...each, since: '2026-01-01T00:00:00Z' })),
  edges,
  merges: [],
});
const [a, b, c, d] = [email('a'), email('b'), email('c'), email('d')] as const;

describe('the picture of a person', () => {
  it('begins with what is seen with most others, and goes on by steps', () => {
    const { nodes } = pictureOf(
      graph([a, b, c, d], [seen(a, b), seen(b, c), seen(c, d), seen(b, d)]),
    );
    const column = (identifier: Named) =>
      nodes.find((node) => node.identifier.value === identifier.value)?.x;
    expect(column(b)).toBe(0);
    expect(column(a)).toBe(column(c));
    expect(column(a)).toBeGreaterThan(0);
  });

  it('joins two identifiers with one line, whatever way they were seen, newest first', () => {
    const { links } = pictureOf(
      graph([a, b], [seen(a, b, '2026-01-01T00:00:00Z'), seen(b, a, '2026-02-01T00:00:00Z')]),
    );
    expect(links).toHaveLength(1);
    expect(links[0]?.evidence.map(({ at }) => at.slice(5, 7))).toEqual(['02', '01']);
  });

  it('gives each identifier a place of its own, also what nothing leads to', () => {
    const { nodes } = pictureOf(graph([a, b, c, d], [seen(a, b)]));
    expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
  });

  it('leaves away what is too much to read', () => {
    const many = Array.from({ length: MOST + 5 }, (_, at) => email(`${at}`));
    const { nodes, links } = pictureOf(
      graph(
        many,
        many.slice(1).map((each) => seen(many[0] ?? a, each)),
      ),
    );
    expect(nodes).toHaveLength(MOST);
    expect(links).toHaveLength(MOST - 1);
  });

  it('is not drawn of what is hidden', () => {
    expect(isHidden(graph([a, { type: 'email', value: { masked: true } }], []))).toBe(true);
    expect(isHidden(graph([a], []))).toBe(false);
  });
});
