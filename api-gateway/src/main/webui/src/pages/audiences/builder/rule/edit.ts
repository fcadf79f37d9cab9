import type { GroupNode, NodeId, RuleNode } from './model';

export type Edit = (root: GroupNode) => GroupNode;

/** Changes one condition, wherever it stands; the others stay the same objects. */
export function change<N extends RuleNode>(id: NodeId, by: (node: N) => N): Edit {
  return (root) => changed(root, id, by as unknown as (node: RuleNode) => RuleNode) as GroupNode;
}

function changed(node: RuleNode, id: NodeId, by: (node: RuleNode) => RuleNode): RuleNode {
  if (node.id === id) {
    return by(node);
  }
  if (node.kind !== 'group') {
    return node;
  }
  const nodes = node.nodes.map((each) => changed(each, id, by));
  return nodes.every((each, index) => each === node.nodes[index]) ? node : { ...node, nodes };
}

/** Puts a condition into a group, at the end unless told. */
export function add(group: NodeId, node: RuleNode, index?: number): Edit {
  return change<GroupNode>(group, (into) => ({
    ...into,
    nodes: into.nodes.toSpliced(index ?? into.nodes.length, 0, node),
  }));
}

/**
 * Puts a whole rule into a group. Where the group is empty or matches alike, the rule's conditions
 * become its own; elsewhere they stay a group.
 */
export function addRule(group: NodeId, rule: GroupNode): Edit {
  return change<GroupNode>(group, (into) =>
    into.nodes.length === 0
      ? { ...into, match: rule.match, nodes: rule.nodes }
      : {
          ...into,
          nodes: [...into.nodes, ...(into.match === rule.match ? rule.nodes : [rule])],
        },
  );
}

export function remove(id: NodeId): Edit {
  return (root) => {
    const place = placeOf(root, id);
    return place === null
      ? root
      : change<GroupNode>(place.group.id, (group) => ({
          ...group,
          nodes: group.nodes.toSpliced(place.index, 1),
        }))(root);
  };
}

export function find(node: RuleNode, id: NodeId): RuleNode | null {
  if (node.id === id) {
    return node;
  }
  if (node.kind !== 'group') {
    return null;
  }
  for (const each of node.nodes) {
    const found = find(each, id);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

export interface Place {
  group: GroupNode;
  index: number;
}

/** Where a condition stands; null for the outermost group and for what is not there. */
export function placeOf(group: GroupNode, id: NodeId): Place | null {
  const index = group.nodes.findIndex((node) => node.id === id);
  if (index >= 0) {
    return { group, index };
  }
  for (const node of group.nodes) {
    const place = node.kind === 'group' ? placeOf(node, id) : null;
    if (place !== null) {
      return place;
    }
  }
  return null;
}
