import { calls, countKinds, matches, type operators, units } from '@/api/generated/ruleGrammar';

/** A rule while it is edited: the grammar of the API, where values may still be missing. */
export type RuleNode = GroupNode | TraitNode | EventNode | AudienceNode;

export type NodeId = string;

export interface GroupNode {
  id: NodeId;
  kind: 'group';
  match: Match;
  nodes: RuleNode[];
}

export const MATCHES = matches;
export type Match = (typeof MATCHES)[number];

export interface TraitNode {
  id: NodeId;
  kind: 'trait';
  trait: string;
  test: Test;
}

export interface EventNode {
  id: NodeId;
  kind: 'event';
  call: Call;
  /** Absent: every page or screen; group and alias calls have no name. */
  event: string | null;
  count: Count;
  window: Window;
  where: Where[];
}

export const CALLS = calls;
export type Call = (typeof CALLS)[number];

export const COUNT_KINDS = countKinds;
export type CountKind = (typeof COUNT_KINDS)[number];
export type Count = { kind: 'never' } | { kind: CountKind; times: number | null };

export type Window =
  | { kind: 'ever' }
  | { kind: 'last'; distance: Distance }
  | { kind: 'fixed'; from: string; to: string };

export const UNITS = units;
export type Unit = (typeof UNITS)[number];

export interface Distance {
  amount: number | null;
  unit: Unit;
}

/** A condition on the properties of an event. */
export interface Where {
  id: NodeId;
  property: string;
  test: Test;
}

export interface AudienceNode {
  id: NodeId;
  kind: 'audience';
  audience: string;
  in: boolean;
}

export interface Test {
  operator: Operator;
  value: Value;
  ignoreCase: boolean;
}

export type Operator = keyof typeof operators;

export type Scalar = string | number | boolean;

export type Value =
  | { shape: 'none' }
  | { shape: 'one'; value: Scalar | null }
  | { shape: 'many'; values: Scalar[] }
  | { shape: 'range'; low: Scalar | null; high: Scalar | null }
  | { shape: 'distance'; distance: Distance };

let last = 0;

/** An id that no other node of this page has. */
export function freshId(): NodeId {
  last += 1;
  return `n${last}`;
}

export function newGroup(match: Match, nodes: RuleNode[] = []): GroupNode {
  return { id: freshId(), kind: 'group', match, nodes };
}

export const AT_LEAST_ONCE: Count = { kind: 'atLeast', times: 1 };
export const NEVER: Count = { kind: 'never' };

export function newEvent(call: Call, event: string | null): EventNode {
  return {
    id: freshId(),
    kind: 'event',
    call,
    event,
    count: AT_LEAST_ONCE,
    window: { kind: 'ever' },
    where: [],
  };
}

export function newAudience(audience: string): AudienceNode {
  return { id: freshId(), kind: 'audience', audience, in: true };
}
