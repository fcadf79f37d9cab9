import { Handle, Position } from '@xyflow/react';
import type { Picture } from './layout';

const SIDES = [Position.Left, Position.Right];

/** Where lines meet a box: at its left and at its right. */
export function Handles() {
  return SIDES.map((side) => (
    <Handle key={side} id={side} type="source" position={side} isConnectable={false} />
  ));
}

/** The ends of a line: from the right to the left between columns, around at the right within one. */
export function handlesOf({ nodes }: Picture, from: string, to: string) {
  const one = nodes.find(({ id }) => id === from)?.x ?? 0;
  const other = nodes.find(({ id }) => id === to)?.x ?? 0;
  return {
    source: one <= other ? from : to,
    target: one <= other ? to : from,
    sourceHandle: Position.Right,
    targetHandle: one === other ? Position.Right : Position.Left,
  };
}
