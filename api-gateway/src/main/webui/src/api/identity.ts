import type * as model from './generated/model';
import * as api from './generated/operations';
import { shownOf } from './masked';
import type { Narrowed } from './narrowed';

/** What the web UI knows of identifiers and rules beyond what the API's document says of them. */

export interface Asked {
  type: string;
  value: string;
}

/** An identifier as it is asked for, where its value may be seen. */
export function asked({ type, value }: model.Identifier): Asked | null {
  const shown = shownOf(value);
  return shown === null ? null : { type, value: shown };
}

export type Period = model.LimitPer;
export type Strategy = model.IdentityRulesStrategy;

export const PERIODS = [
  'ever',
  'day',
  'week',
  'month',
  'year',
] as const satisfies readonly Period[];
export const STRATEGIES = [
  'merge',
  'conversion',
  'link',
  'isolate',
] as const satisfies readonly Strategy[];
/** Stands for every type that has no line of its own. */
export const ANY_TYPE = '*';

export type IdentifierType = model.IdentifierType;
export type IdentityRules = model.IdentityRules;
export type NewIdentityRules = Omit<IdentityRules, 'version'>;

export type Conflict = Narrowed<
  model.Conflict,
  { state: 'open' | 'settled'; outcome: 'merged' | 'kept-apart' | null }
>;

export type Outcome = 'merge' | 'keep-apart';

/** A person who has reached a limit of the rules. */
export type CappedPerson = Narrowed<
  model.CappedPerson,
  { caps: ('too-many-identifiers' | 'too-many-merges')[] }
>;

/** What makes two people of one: evidence that is none, with all that hangs on its far side, or these identifiers. */
export type Leaving = { edge: { a: Asked; b: Asked } } | { identifiers: Asked[] };

type Explained = Required<model.IdentityExplanation>;

/** The document does not say which fields go together. */
export type Explanation =
  | (Pick<Explained, 'profile' | 'chain'> & { samePerson: true })
  | (Pick<Explained, 'a' | 'b' | 'reason'> &
      Pick<model.IdentityExplanation, 'conflicts' | 'leftOut'> & { samePerson: false });

export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

export const readIdentityRules = (workspace: string, options?: RequestInit) =>
  api.readIdentityRules(workspace, options) as Promise<IdentityRules>;

export const replaceIdentityRules = (
  workspace: string,
  rules: NewIdentityRules,
  headers: HeadersInit,
) => api.replaceIdentityRules(workspace, rules, { headers }) as Promise<IdentityRules>;

export const readRulesVersion = (workspace: string, version: number, options?: RequestInit) =>
  api.readIdentityRulesVersion(workspace, String(version), options) as Promise<IdentityRules>;

export const listConflicts = (
  workspace: string,
  params: model.ListConflictsParams & Pick<Conflict, 'state'>,
  options?: RequestInit,
) => api.listConflicts(workspace, params, options) as Promise<Page<Conflict>>;

export const listCappedPeople = (
  workspace: string,
  params: model.ListCappedPeopleParams,
  options?: RequestInit,
) => api.listCappedPeople(workspace, params, options) as Promise<Page<CappedPerson>>;

export const explainIdentity = (workspace: string, asked: { a: Asked; b: Asked }) =>
  api.explainIdentity(workspace, asked) as Promise<Explanation>;
