import { limits } from '@/api/generated/ruleGrammar';
import { add, change, type Edit, find, placeOf, remove } from './edit';
import { freshId, type NodeId, newGroup, type RuleNode } from './model';

/** Takes a condition to a place in a group, counted before it left its own; into itself it does not go. */
export function moveTo(id: NodeId, group: NodeId, index: number): Edit {
  return (root) => {
    const node = find(root, id);
    const from = placeOf(root, id);
    const into = find(root, group);
    if (node === null || from === null || into?.kind !== 'group' || find(node, group) !== null) {
      return root;
    }
    const to = from.group.id === group && from.index < index ? index - 1 : index;
    const moved = add(group, node, to)(remove(id)(root));
    return depth(moved) > limits.depth ? root : moved;
  };
}

/** One step in reading order: past a neighbour, into a group, or out of one. */
export function step(id: NodeId, direction: 'up' | 'down'): Edit {
  return (root) => {
    const place = placeOf(root, id);
    if (place === null) {
      return root;
    }
    const { group, index } = place;
    const neighbour = group.nodes[direction === 'up' ? index - 1 : index + 1];
    if (neighbour?.kind === 'group') {
      return moveTo(id, neighbour.id, direction === 'up' ? neighbour.nodes.length : 0)(root);
    }
    if (neighbour !== undefined) {
      return moveTo(id, group.id, direction === 'up' ? index - 1 : index + 2)(root);
    }
    const outer = placeOf(root, group.id);
    return outer === null
      ? root
      : moveTo(id, outer.group.id, direction === 'up' ? outer.index : outer.index + 1)(root);
  };
}

/** Puts a condition into a group of its own, where more can join it. */
export function enclose(id: NodeId): Edit {
  return (root) => {
    const enclosed = change<RuleNode>(id, (node) => newGroup('any', [node]))(root);
    return placeOf(root, id) === null || depth(enclosed) > limits.depth ? root : enclosed;
  };
}

/** Adds a copy right behind. */
export function duplicate(id: NodeId): Edit {
  return (root) => {
    const node = find(root, id);
    const place = placeOf(root, id);
    return node === null || place === null
      ? root
      : add(place.group.id, copyOf(node), place.index + 1)(root);
  };
}

export function copyOf(node: RuleNode): RuleNode {
  switch (node.kind) {
    case 'group':
      return { ...node, id: freshId(), nodes: node.nodes.map(copyOf) };
    case 'event':
      return {
        ...node,
        id: freshId(),
        ...(node.where && { where: node.where.map((each) => ({ ...each, id: freshId() })) }),
      };
    default:
      return { ...node, id: freshId() };
  }
}

export function depth(node: RuleNode): number {
  return node.kind === 'group' ? 1 + Math.max(0, ...node.nodes.map(depth)) : 0;
}
