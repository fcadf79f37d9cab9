import { Position } from '@xyflow/react';
import type { Picture } from './layout';

/** As large as a box is drawn. Said beforehand, nothing is measured anew when something is chosen. */
export const BOX = { width: 224, height: 44 } as const;

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
