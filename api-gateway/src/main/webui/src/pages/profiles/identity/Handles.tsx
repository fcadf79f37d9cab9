import { Handle, Position } from '@xyflow/react';
import type { Picture } from './layout';

const SIDES = [Position.Left, Position.Right, Position.Top, Position.Bottom];

/** Where lines meet a box: at each of its sides. */
export function Handles() {
  return SIDES.map((side) => (
    <Handle key={side} id={side} type="source" position={side} isConnectable={false} />
  ));
}

/** The ends of a line: from side to side between columns, from below to above within one. */
export function handlesOf({ nodes }: Picture, from: string, to: string) {
  const one = nodes.find(({ id }) => id === from);
  const other = nodes.find(({ id }) => id === to);
  const beside = one?.x !== other?.x;
  const forward = beside ? (one?.x ?? 0) < (other?.x ?? 0) : (one?.y ?? 0) < (other?.y ?? 0);
  return {
    source: forward ? from : to,
    target: forward ? to : from,
    sourceHandle: beside ? Position.Right : Position.Bottom,
    targetHandle: beside ? Position.Left : Position.Top,
  };
}
