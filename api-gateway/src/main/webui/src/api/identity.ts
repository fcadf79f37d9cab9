import type { IdentityRulesRequest } from './generated/model';
import * as api from './generated/operations';
import { isMasked, type Masked } from './masked';

/** How the API tells which identifiers count, and what they showed. */

export interface Named {
  type: string;
  value: string | Masked;
}

export interface Asked {
  type: string;
  value: string;
}

/** An identifier as it is asked for, where its value may be seen. */
export function asked({ type, value }: Named): Asked | null {
  return isMasked(value) ? null : { type, value };
}

export const PERIODS = ['ever', 'day', 'week', 'month', 'year'] as const;
export const STRATEGIES = ['merge', 'conversion', 'link', 'isolate'] as const;
/** Stands for every type that has no line of its own. */
export const ANY_TYPE = '*';

export type Period = (typeof PERIODS)[number];
export type Strategy = (typeof STRATEGIES)[number];

export interface IdentifierType {
  type: string;
  merges: boolean;
  unique: boolean;
  limit: { values: number; per: Period } | null;
  case: 'lower' | 'keep';
  plusTags: 'keep' | 'drop';
  dots: 'keep' | 'drop';
  region: string | null;
  pattern: string | null;
  blocked: string[];
}

export interface NewIdentityRules {
  strategy: Strategy;
  maxIdentifiers: number;
  maxMerges: number;
  suspectAfter: number;
  types: IdentifierType[];
}

export interface IdentityRules extends NewIdentityRules {
  version: number;
}

/** That somebody changed the rules. */
export interface RulesVersion {
  version: number;
  changedAt: string;
  /** Null where nobody recorded it. */
  changedBy: { id: string; name: string } | null;
}

/** Of which a person would have had more. */
export interface BrokenLimit {
  type: string;
  values: number;
  per: Period;
}

export interface Conflict {
  id: string;
  state: 'open' | 'settled';
  reason: string;
  /** Null where it was no limit, or nobody recorded which. */
  limit: BrokenLimit | null;
  /** What was left out. */
  identifier: Named;
  /** The strongest one that it was named beside. */
  anchor: Named;
  profile: string;
  other: string;
  events: number;
  firstAt: string;
  lastAt: string;
  lastEvent: string;
  rulesVersion: number;
  outcome: 'merged' | 'kept-apart' | null;
}

/** An event that named somebody and, beside, an identifier that did not count. */
export interface Aside {
  identifier: Named;
  reason: string;
  limit: BrokenLimit | null;
  /** Whose event it is. */
  profile: string;
  event: string;
  at: string;
}

/** An identifier of an event that did not count. */
export interface LeftOut extends Named {
  reason: string;
  limit: BrokenLimit | null;
}

export type Outcome = 'merge' | 'keep-apart';

export interface SharedIdentifier extends Named {
  /** Beside how many it was seen, at least. */
  people: number;
  firstAt: string;
  lastAt: string;
}

export const CAPS = ['too-many-identifiers', 'too-many-merges'] as const;

/** Somebody whom a cap of the rules keeps from growing. */
export interface CappedPerson {
  profile: string;
  /** Those that are reached by the rules in force; none where the person is below by now. */
  caps: (typeof CAPS)[number][];
  /** The strongest few. */
  identifiers: Named[];
  identifierCount: number;
  /** How many others were taken in. */
  merges: number;
  /** When a cap first left something out, by the clock on the wall. */
  since: string;
  lastAt: string;
}

/** Somebody whom events name together with a person, and whom the rules keep apart, connected. */
export interface LinkedPerson {
  profile: string;
  /** By which the events named the person. */
  identifiers: Named[];
  /** By which they named the other. */
  otherIdentifiers: Named[];
  events: number;
  firstAt: string;
  lastAt: string;
  lastEvent: string;
}

export interface Edge {
  left: Named;
  right: Named;
  source: string | Masked;
  cause: string;
  at: string;
  messageId: string | null;
  /** By which rules it was read. */
  rulesVersion: number;
}

/** An edge whose ends say which of the graph's identifiers they are: hidden values look alike. */
export interface EdgeInGraph extends Edge {
  left: Named & { index: number };
  right: Named & { index: number };
}

/** What an identifier was seen with. */
export interface Sighting {
  with: Named;
  source: string | Masked;
  event: string;
  time: string;
}

export interface KnownBy extends Named {
  evidence: Sighting[];
}

/** The first of what somebody had, and how many there were. */
interface Had {
  identifiers: Named[];
  traits: string[];
  identifierCount: number;
  traitCount: number;
}

export interface Merge {
  profile: string;
  into: string;
  at: string;
  cause: string;
  left: Named | null;
  right: Named | null;
  had: Had;
  otherHad: Had;
  /** Which rules held; null where nobody recorded it. */
  rulesVersion: number | null;
}

/** Identifiers of a person turned out to be somebody else's, who is a person of their own since. */
export interface Unmerge {
  /** Whom the identifiers left. */
  profile: string;
  into: string;
  identifiers: Named[];
  /** Who said so: the id of a member, or a program. */
  by: string;
  /** What was asked for. */
  event: string;
  at: string;
}

export interface Graph {
  profile: string;
  identifiers: (Named & { since: string })[];
  edges: EdgeInGraph[];
  merges: Merge[];
  unmerges: Unmerge[];
}

/** What makes two people of one: evidence that is none, with all that hangs on its far side, or these identifiers. */
export type Leaving = { edge: { a: Asked; b: Asked } } | { identifiers: Asked[] };

export type Answered = 'granted' | 'denied' | 'subscribed' | 'unsubscribed';

/** One of the two people that there would be. */
export interface UnmergeSide {
  identifiers: Named[];
  /** Profiles that were taken in, and lead here from then on. */
  aliases: string[];
  events: number;
  rows: number;
  traits: Record<string, unknown>;
  consent: Record<string, Answered>;
  subscriptions: Record<string, Answered>;
  firstSeen: string;
  lastSeen: string;
}

export interface UnmergePreview {
  profile: string;
  stays: UnmergeSide;
  leaves: UnmergeSide;
  /** What was seen together and joins nobody from then on. */
  cuts: { left: Named; right: Named }[];
}

export type Explanation =
  | { samePerson: true; profile: string; chain: Edge[] }
  | {
      samePerson: false;
      a: { profile: string | null };
      b: { profile: string | null };
      conflicts?: Conflict[];
      leftOut?: Aside;
      reason: string;
    };

export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

interface Paged {
  cursor?: string | undefined;
  limit?: number;
}

// The document's own types say neither which words there are nor which fields go together.

export const readIdentityRules = (workspace: string, options?: RequestInit) =>
  api.readIdentityRules(workspace, options) as Promise<unknown> as Promise<IdentityRules>;

export const replaceIdentityRules = (
  workspace: string,
  rules: NewIdentityRules,
  headers: HeadersInit,
) =>
  api.replaceIdentityRules(workspace, rules as IdentityRulesRequest, {
    headers,
  }) as Promise<unknown> as Promise<IdentityRules>;

export const listRulesVersions = (workspace: string, params: Paged, options?: RequestInit) =>
  api.listIdentityRulesVersions(workspace, stated(params), options) as Promise<unknown> as Promise<
    Page<RulesVersion>
  >;

export const readRulesVersion = (workspace: string, version: number, options?: RequestInit) =>
  api.readIdentityRulesVersion(
    workspace,
    String(version),
    options,
  ) as Promise<unknown> as Promise<IdentityRules>;

export const listConflicts = (
  workspace: string,
  params: Paged & { state: Conflict['state'] },
  options?: RequestInit,
) =>
  api.listConflicts(workspace, stated(params), options) as Promise<unknown> as Promise<
    Page<Conflict>
  >;

export const listSharedIdentifiers = (workspace: string, params: Paged, options?: RequestInit) =>
  api.listSharedIdentifiers(workspace, stated(params), options) as Promise<unknown> as Promise<
    Page<SharedIdentifier>
  >;

export const listCappedPeople = (workspace: string, params: Paged, options?: RequestInit) =>
  api.listCappedPeople(workspace, stated(params), options) as Promise<unknown> as Promise<
    Page<CappedPerson>
  >;

export const listKnownBy = async (workspace: string, profile: string, options?: RequestInit) =>
  (await api.listIdentifiers(workspace, profile, options)).data as unknown[] as KnownBy[];

export const readProfileGraph = (workspace: string, profile: string, options?: RequestInit) =>
  api.readProfileGraph(workspace, profile, options) as Promise<unknown> as Promise<Graph>;

export const listLinkedPeople = (
  workspace: string,
  profile: string,
  params: Paged,
  options?: RequestInit,
) =>
  api.listLinkedPeople(workspace, profile, stated(params), options) as Promise<unknown> as Promise<
    Page<LinkedPerson>
  >;

export const explainIdentity = (workspace: string, asked: { a: Asked; b: Asked }) =>
  api.explainIdentity(workspace, asked) as Promise<unknown> as Promise<Explanation>;

export const previewUnmerge = (
  workspace: string,
  profile: string,
  leaving: Leaving,
  options?: RequestInit,
) =>
  api.previewUnmerge(
    workspace,
    profile,
    leaving,
    options,
  ) as Promise<unknown> as Promise<UnmergePreview>;

export const unmergeProfile = (workspace: string, profile: string, leaving: Leaving) =>
  api.unmergeProfile(workspace, profile, leaving);

/** Without what is not asked for. */
function stated<T extends Paged>({
  cursor,
  ...others
}: T): Omit<T, 'cursor'> & { cursor?: string } {
  return cursor === undefined ? others : { ...others, cursor };
}
