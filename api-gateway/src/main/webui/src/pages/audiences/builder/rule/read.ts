import type {
  AudienceCondition,
  ConsentCondition,
  EventCondition,
  PropertyCondition,
  Rule,
  TraitCondition,
} from '@/api/generated/model';
import {
  faultIn,
  freshId,
  type GroupNode,
  matchOf,
  newGroup,
  type RuleNode,
  type Where,
} from './model';

/** The text is no rule that can be edited here; the place (RFC 6901) says where. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly pointer: string;

  constructor(pointer: string) {
    super(pointer);
    this.pointer = pointer;
  }
}

/**
 * A rule of the API as it is edited. A single condition becomes a group of one, which means the same.
 *
 * @throws Unreadable if it is none
 */
export function read(json: unknown): GroupNode {
  const fault = faultIn(json);
  if (fault !== null) {
    throw new Unreadable(fault);
  }
  const node = nodeOf(json as Rule);
  return node.kind === 'group' ? node : newGroup('all', [node]);
}

/** The type of a condition on events has an index, so `in` alone does not tell it from the others. */
function nodeOf(rule: Rule): RuleNode {
  const id = freshId();
  const match = matchOf(rule);
  if (match !== undefined) {
    return newGroup(match, (rule as Record<typeof match, Rule[]>)[match].map(nodeOf));
  }
  if ('trait' in rule) {
    const { trait, ...test } = rule as TraitCondition;
    return { id, kind: 'trait', trait, test };
  }
  if ('consent' in rule) {
    return { id, kind: 'consent', ...(rule as ConsentCondition) };
  }
  if ('audience' in rule) {
    return { id, kind: 'audience', ...(rule as AudienceCondition) };
  }
  const { where, ...event } = rule as EventCondition;
  return { id, kind: 'event', ...event, ...(where && { where: where.map(filterOf) }) };
}

function filterOf({ property, ...test }: PropertyCondition): Where {
  return { id: freshId(), property, test };
}
