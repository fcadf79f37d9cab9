import { type NodeHandle, Position } from '@xyflow/react';
import type { Picture } from './layout';

/** As large as a box is drawn. */
export const BOX = { width: 224, height: 44 } as const;

/** Where lines meet a box: at its left and at its right. Said here, nothing is measured when something is chosen. */
export const HANDLES: NodeHandle[] = [Position.Left, Position.Right].map((position) => ({
  id: position,
  type: 'source',
  position,
  x: position === Position.Left ? 0 : BOX.width,
  y: BOX.height / 2,
}));

/** The ends of a line: from the right to the left between columns, around at the right within one. */
export function endsOf({ nodes }: Picture, from: string, to: string) {
  const one = nodes.find(({ id }) => id === from)?.x ?? 0;
  const other = nodes.find(({ id }) => id === to)?.x ?? 0;
  return {
    // Its own curve would be flat where both ends are in one column.
    ...(one === other ? { type: 'smoothstep', pathOptions: { offset: 20, borderRadius: 16 } } : {}),
    source: one <= other ? from : to,
    target: one <= other ? to : from,
    sourceHandle: Position.Right,
    targetHandle: one === other ? Position.Right : Position.Left,
  };
}
