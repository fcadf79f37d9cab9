import {
  type Condition,
  faultIn,
  type Json,
  type NodeId,
  type RuleNode,
  type Where,
} from './model';

/** Whether a condition says enough to be counted. A group does once one of its conditions does. */
export function isFinished(node: RuleNode): boolean {
  return node.kind === 'group' ? node.nodes.some(isFinished) : faultIn(conditionOf(node)) === null;
}

/** What keeps a rule from being complete: unfinished conditions and filters, in reading order. */
export function unfinished(node: RuleNode): NodeId[] {
  if (node.kind === 'group') {
    return node.nodes.length === 0 ? [node.id] : node.nodes.flatMap(unfinished);
  }
  const own = isFinished(node) ? [] : [node.id];
  const filters = node.kind === 'event' ? (node.where ?? []) : [];
  return [...own, ...filters.filter((each) => !isFinishedFilter(each)).map(({ id }) => id)];
}

export function isFinishedFilter(filter: Where): boolean {
  return faultIn(filterOf(filter), 'PropertyCondition') === null;
}

/** The condition as the API reads it, without the filters that are not finished. */
export function conditionOf(node: Condition): Json {
  switch (node.kind) {
    case 'trait':
      return { trait: node.trait, ...node.test };
    case 'event': {
      const { id, kind, where = [], ...event } = node;
      const filters = where.filter(isFinishedFilter).map(filterOf);
      return filters.length === 0 ? event : { ...event, where: filters };
    }
    case 'consent':
    case 'audience': {
      const { id, kind, ...condition } = node;
      return condition;
    }
  }
}

function filterOf({ property, test }: Where): Json {
  return { property, ...test };
}
