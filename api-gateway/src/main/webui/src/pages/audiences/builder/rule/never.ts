import { limits } from '@/api/generated/ruleGrammar';
import { add, change, type Edit, find, placeOf } from './edit';
import { type EventNode, eventOf, type GroupNode, type NodeId, newEvent, newGroup } from './model';
import { copyOf, depth } from './move';

/**
 * Whether people who never did it meet the condition beside others who did it. A condition that only people
 * who never did it can meet has no such others.
 */
export function includesNever({ did, count, window }: EventNode): boolean {
  if (did === false) {
    return window !== undefined;
  }
  const most = count?.atMost ?? (count?.exactly === 0 ? 0 : null);
  return count?.atLeast === 0 || (most !== null && (most > 0 || window !== undefined));
}

/** Whether another condition that must be met too says that people did it at least once ever. */
export function saysOnce(group: GroupNode, node: EventNode): boolean {
  return (
    group.match === 'all' &&
    group.nodes.some(
      (each) =>
        each.kind === 'event' &&
        each.did !== false &&
        each.window === undefined &&
        (each.count === undefined || (each.count.atLeast ?? each.count.exactly ?? 0) >= 1) &&
        eventsOf(each) === eventsOf(node),
    )
  );
}

/** Adds to a condition on events that people did it at least once ever, with the same filters. */
export function addOnce(id: NodeId): Edit {
  return (root) => {
    const node = find(root, id);
    const place = placeOf(root, id);
    if (node?.kind !== 'event' || place === null) {
      return root;
    }
    const { call, event } = eventOf(node);
    const once = copyOf({ ...newEvent(call, event), ...(node.where && { where: node.where }) });
    if (place.group.match === 'all') {
      return add(place.group.id, once, place.index + 1)(root);
    }
    const enclosed = change<EventNode | GroupNode>(id, () => newGroup('all', [node, once]))(root);
    return depth(enclosed) > limits.depth ? root : enclosed;
  };
}

/** Which events a condition is about, to compare two conditions. */
function eventsOf(node: EventNode): string {
  const filters = (node.where ?? []).map(({ property, test }) => [property, test]);
  return JSON.stringify([eventOf(node), filters]);
}
