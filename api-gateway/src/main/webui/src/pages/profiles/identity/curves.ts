import type { Picture } from './layout';

/** As large as a box is drawn. */
export const BOX = { width: 224, height: 44 } as const;

/** How far a line between boxes of one column leads around at their right. */
const AROUND = 56;
/** How far a line goes straight at least before it bends. */
const STRAIGHT = 32;
/** Around the picture. */
const MARGIN = 28;

interface Place {
  x: number;
  y: number;
}

export interface Curve {
  path: string;
  /** Where words about the line stand. */
  middle: Place;
}

/** The way of a line: from the right to the left between columns, around at the right within one. */
export function curveOf({ nodes }: Picture, from: string, to: string): Curve {
  const one = placeOf(nodes, from);
  const other = placeOf(nodes, to);
  return one.x <= other.x ? between(one, other) : between(other, one);
}

function placeOf(nodes: Picture['nodes'], id: string): Place {
  const { x, y } = nodes.find((node) => node.id === id) ?? { x: 0, y: 0 };
  return { x, y: y + BOX.height / 2 };
}

function between(left: Place, right: Place): Curve {
  const start = left.x + BOX.width;
  const y = (left.y + right.y) / 2;
  if (left.x === right.x) {
    const out = start + AROUND;
    return {
      path: `M${start},${left.y} C${out},${left.y} ${out},${right.y} ${start},${right.y}`,
      middle: { x: start + AROUND * 0.75, y },
    };
  }
  const bend = Math.max(STRAIGHT, (right.x - start) / 2);
  return {
    path: `M${start},${left.y} C${start + bend},${left.y} ${right.x - bend},${right.y} ${right.x},${right.y}`,
    middle: { x: (start + right.x) / 2, y },
  };
}

/** The part of the plane that a picture takes, with room for the lines around its last column. */
export function extentOf({ nodes }: Picture) {
  return {
    left: -MARGIN,
    top: -MARGIN,
    width: Math.max(...nodes.map(({ x }) => x), 0) + BOX.width + AROUND + 2 * MARGIN,
    height: Math.max(...nodes.map(({ y }) => y), 0) + BOX.height + 2 * MARGIN,
  };
}
