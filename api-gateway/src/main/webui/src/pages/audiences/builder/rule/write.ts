import { conditionOf, isFinished, isFinishedFilter } from './finished';
import type { GroupNode, Json, NodeId, RuleNode } from './model';

export interface Written {
  /** What the API reads; null while no condition is finished. */
  rule: Json | null;
  /** By its place in what was written (RFC 6901), which condition stands there. */
  places: ReadonlyMap<string, NodeId>;
}

/** The rule as the API reads it. What is not finished is left out. */
export function write(root: GroupNode): Written {
  const places = new Map<string, NodeId>();
  return { rule: isFinished(root) ? written(root, '', places) : null, places };
}

function written(node: RuleNode, pointer: string, places: Map<string, NodeId>): Json {
  places.set(pointer, node.id);
  if (node.kind === 'group') {
    return {
      [node.match]: node.nodes
        .filter(isFinished)
        .map((each, index) => written(each, `${pointer}/${node.match}/${index}`, places)),
    };
  }
  if (node.kind === 'event') {
    node.where?.filter(isFinishedFilter).forEach(({ id }, index) => {
      places.set(`${pointer}/where/${index}`, id);
    });
  }
  return conditionOf(node);
}
