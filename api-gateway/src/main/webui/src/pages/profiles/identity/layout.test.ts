import { describe, expect, it } from 'vitest';
import type { Edge, ProfileGraph } from '@/api/generated/model';
import { MOST, pictureOf } from './layout';
import { inOrder, lineId, nodeId } from './order';

const SOMETIME = '2026-01-01T00:00:00Z';
/** Hidden, so that nothing but their places tells them apart. */
const hidden = { masked: true } as const;
const seen = (left: number, right: number, at = SOMETIME): Edge => ({
  left: { type: 'email', value: hidden, index: left },
  right: { type: 'email', value: hidden, index: right },
  source: 'src_shop',
  cause: 'evt_1',
  at,
  messageId: null,
  rulesVersion: 0,
});
const graph = (types: string[], edges: Edge[]): ProfileGraph => ({
  profile: 'prf_1',
  identifiers: types.map((type) => ({ type, value: hidden, since: SOMETIME })),
  edges,
  merges: [],
  unmerges: [],
});
const emails = (count: number) => Array.from({ length: count }, () => 'email');
/** Of types that are all different, so that nothing is folded. */
const ofMany = (count: number) => Array.from({ length: count }, (_, at) => `card_${at}`);
const around = (count: number) => Array.from({ length: count - 1 }, (_, at) => seen(0, at + 1));

describe('the picture of a person', () => {
  it('begins with what is seen with most others, and goes on by steps', () => {
    const { nodes } = pictureOf(graph(emails(4), [seen(0, 1), seen(1, 2), seen(2, 3), seen(1, 3)]));
    const [a, b, c] = nodes;
    expect(b?.x).toBe(0);
    expect(a?.x).toBe(c?.x);
    expect(a?.x).toBeGreaterThan(0);
  });

  it('joins two identifiers with one line, whatever way they were seen, newest first', () => {
    const { links } = pictureOf(
      graph(emails(2), [seen(0, 1, '2026-01-01T00:00:00Z'), seen(1, 0, '2026-02-01T00:00:00Z')]),
    );
    expect(links).toHaveLength(1);
    expect(links[0]?.evidence.map(({ at }) => at.slice(5, 7))).toEqual(['02', '01']);
  });

  it('gives each box a place of its own, also what nothing leads to', () => {
    const { nodes } = pictureOf(graph(ofMany(30), around(28)));
    expect(nodes).toHaveLength(30);
    expect(new Set(nodes.map(({ x, y }) => `${x} ${y}`)).size).toBe(30);
  });

  it('stays low: what would be a long column goes on beside itself', () => {
    const { height } = pictureOf(graph(ofMany(40), around(40)));
    expect(height).toBeLessThan(900);
  });

  it('makes one box of many of a kind that were seen with the same, and keeps all that showed it', () => {
    const types = ['user_id', 'phone', ...Array.from({ length: 20 }, () => 'anonymous_id')];
    const { nodes, links } = pictureOf(graph(types, around(22)));
    expect(nodes.map(({ identifiers }) => identifiers.length)).toEqual([1, 1, 20]);
    expect(links.map(({ evidence }) => evidence.length).sort()).toEqual([1, 20]);
  });

  it('keeps apart what was seen with others too', () => {
    const types = ['user_id', ...Array.from({ length: 5 }, () => 'anonymous_id'), 'email'];
    const { nodes } = pictureOf(graph(types, [...around(6), seen(5, 6)]));
    expect(nodes.map(({ identifiers }) => identifiers.length)).toEqual([1, 4, 1, 1]);
  });

  it('leaves away what is too much to read, and says how much', () => {
    const { nodes, links, left } = pictureOf(graph(ofMany(MOST + 5), around(MOST + 5)));
    expect(nodes).toHaveLength(MOST);
    expect(links).toHaveLength(MOST - 1);
    expect(left).toBe(5);
  });

  it('is walked with the arrows from the left: each line before the box that it leads to', () => {
    expect(inOrder(pictureOf(graph(['user_id', 'email', 'phone'], around(3))))).toEqual([
      nodeId('0'),
      lineId('0 1'),
      nodeId('1'),
      lineId('0 2'),
      nodeId('2'),
    ]);
  });
});
