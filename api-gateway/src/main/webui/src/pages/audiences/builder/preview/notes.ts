import type { NodeId } from '../rule/model';

interface RuleNote {
  pointer: string;
  detail: string;
}

const RULE = '/rule';

/** The notes of the API about the rule, by condition. Those of `elsewhere` are about no condition. */
export function notesOf(
  said: readonly RuleNote[],
  places: ReadonlyMap<string, NodeId>,
): { byNode: ReadonlyMap<NodeId, string[]>; elsewhere: RuleNote[] } {
  const byNode = new Map<NodeId, string[]>();
  const elsewhere: RuleNote[] = [];
  for (const each of said) {
    const id = each.pointer.startsWith(RULE)
      ? nearest(each.pointer.slice(RULE.length), places)
      : undefined;
    if (id === undefined) {
      elsewhere.push(each);
    } else {
      byNode.set(id, [...(byNode.get(id) ?? []), each.detail]);
    }
  }
  return { byNode, elsewhere };
}

/** The condition at that place, or the one that holds it. */
function nearest(pointer: string, places: ReadonlyMap<string, NodeId>): NodeId | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const id = places.get(at);
    if (id !== undefined) {
      return id;
    }
  }
  return places.get('');
}
