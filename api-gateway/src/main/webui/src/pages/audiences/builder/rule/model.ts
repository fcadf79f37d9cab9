import type {
  AudienceCondition,
  ConsentCondition,
  EventCondition,
  FixedWindow,
  Rule,
  Span,
  ValueTest,
} from '@/api/generated/model';
import {
  type calls,
  type countKinds,
  defaults,
  matches,
  type operators,
  schemas,
} from '@/api/generated/ruleGrammar';
import { faultOf, type Schemas } from '@/api/schema';

/** A rule while it is edited: the conditions of the API, where values may still be missing. */
export type RuleNode = GroupNode | Condition;
export type Condition = TraitNode | EventNode | ConsentNode | AudienceNode;

export type NodeId = string;

export interface GroupNode {
  id: NodeId;
  kind: 'group';
  match: Match;
  nodes: RuleNode[];
}

export type Match = (typeof matches)[number];

export interface TraitNode {
  id: NodeId;
  kind: 'trait';
  trait: string;
  test: Test;
}

export interface EventNode extends Pick<EventCondition, 'event' | 'did'> {
  id: NodeId;
  kind: 'event';
  call?: Call;
  count?: Count;
  window?: Window;
  where?: Where[];
}

export type Call = (typeof calls)[number];
export type CountKind = (typeof countKinds)[number];
export type Count = { [Kind in CountKind]?: number | null };
export type Window = { last: Distance } | FixedWindow;
export type Distance = Pick<Span, 'unit'> & Draft<Pick<Span, 'amount'>>;

/** A condition on the properties of an event. */
export interface Where {
  id: NodeId;
  property: string;
  test: Test;
}

export interface ConsentNode extends ConsentCondition {
  id: NodeId;
  kind: 'consent';
}

/** The answers about a purpose, in the order in which they are offered. */
export const answers = schemas.ConsentCondition.properties.state.enum;

export interface AudienceNode extends AudienceCondition {
  id: NodeId;
  kind: 'audience';
}

export interface Test extends Pick<ValueTest, 'ignoreCase'> {
  operator: Operator;
  value?: Value;
}

export type Operator = keyof typeof operators;
export type Scalar = string | number | boolean;
export type Value = Draft<Extract<ValueTest, { value: unknown }>['value']>;

/** A value of the API while it is entered: what is missing is null. */
type Draft<T> = T extends Scalar
  ? T | null
  : T extends readonly (infer Item)[]
    ? Draft<Item>[]
    : { [Field in keyof T]: Draft<T[Field]> };

/** A rule or a part of it, as the API reads it. */
export type Json = Record<string, unknown>;

type SchemaName = keyof typeof schemas;

/** The place (RFC 6901) of what is not as the API wants it; null if all is. */
export function faultIn(json: unknown, name: SchemaName = 'Rule'): string | null {
  return faultOf(schemas satisfies Schemas, name, json);
}

/** The field that makes a rule a group. */
export function matchOf(rule: Rule): Match | undefined {
  return matches.find((each) => each in rule);
}

/** Which events a condition counts. */
export function eventOf({ call, event }: EventNode): { call: Call; event: string | null } {
  return { call: call ?? defaults.call, event: event ?? null };
}

let last = 0;

/** An id that no other node of this page has. */
export function freshId(): NodeId {
  last += 1;
  return `n${last}`;
}

export function newGroup(match: Match, nodes: RuleNode[] = []): GroupNode {
  return { id: freshId(), kind: 'group', match, nodes };
}

export function newEvent(call: Call, event: string | null): EventNode {
  return {
    id: freshId(),
    kind: 'event',
    ...(call === defaults.call ? {} : { call }),
    ...(event === null ? {} : { event }),
  };
}

export function newConsent(purpose: string): ConsentNode {
  return { id: freshId(), kind: 'consent', consent: purpose, state: answers[0] };
}

export function newAudience(audience: string): AudienceNode {
  return { id: freshId(), kind: 'audience', audience };
}
