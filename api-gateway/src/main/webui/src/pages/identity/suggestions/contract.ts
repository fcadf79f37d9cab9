import type { Named, Outcome, Page } from '@/api/identity';
import type { Masked } from '@/api/masked';
import { holds, type Permission } from '@/api/may';
import { request } from '@/api/request';
import { useHere } from '@/app/workspace/here';

/** How the API tells which people may be one, and how that is found. */

/** How often it is looked by itself. */
export type Every = 'day' | 'week';

/** One outcome of comparing a column: how often two records of one person come out so, and two of different people. */
export interface Level {
  name: string;
  m: number;
  u: number;
}

export interface Comparison {
  column: string;
  levels: Level[];
}

export interface NewMatchingSettings {
  /** The least probability that is suggested. */
  suggestFrom: number;
  /** The least at which two become one by themselves; null for never. */
  mergeFrom: number | null;
  every: Every | null;
}

export interface MatchingSettings extends NewMatchingSettings {
  version: number;
  comparisons: Comparison[];
}

export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export const STEPS = ['reading', 'learning', 'comparing', 'writing'] as const;
export type Step = (typeof STEPS)[number];

export interface MatchingRun {
  id: string;
  state: RunState;
  step: Step | null;
  records: number;
  /** How many were suggested. */
  pairs: number;
  merged: number;
  blocksLeftOut: number;
  startedBy: string;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  error: string | null;
}

/** A pair of identifiers of which somebody knows whether one person has both. */
export interface LabelledPair {
  a: { type: string; value: string };
  b: { type: string; value: string };
  same: boolean;
}

export interface Labelled {
  pairs: number;
  /** Of these, how many name an identifier that leads to nobody. */
  unknown: number;
  same: number;
}

export interface QualityAt {
  threshold: number;
  precision: number;
  recall: number;
  f1: number;
  found: number;
  wrong: number;
  missed: number;
}

export interface MatchingQuality {
  pairs: number;
  unknown: number;
  joinedAlready: number;
  run: string | null;
  at: string | null;
  thresholds: QualityAt[];
}

/** What comparing one column said, in bits; both weights together are the bar. */
export interface Bar {
  column: string;
  /** Null where a value is missing. */
  level: string | null;
  left: string | Masked | null;
  right: string | Masked | null;
  weight: number;
  /** What the rarity of the value adds. */
  byFrequency: number;
}

export interface Half {
  profile: string;
  identifiers: Named[];
}

export interface Suggestion {
  id: string;
  probability: number;
  weight: number;
  prior: number;
  left: Half;
  right: Half;
  bars: Bar[];
  foundAt: string;
  run: string;
  outcome: 'merged' | 'kept-apart' | null;
  /** `matching` where the threshold did it. */
  settledBy: string | null;
  settledAt: string | null;
}

export const SUGGESTION_STATES = ['open', 'settled', 'merged'] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

/** Stands for the threshold where it settled a suggestion. */
export const MATCHING = 'matching';

/** Stands for the schedule where it started a run. */
export const SCHEDULE = 'schedule';

const NEEDS = {
  settleSuggestion: 'marketer',
  startMatchingRun: 'marketer',
  cancelMatchingRun: 'marketer',
  replaceMatchingSettings: 'admin',
  replaceMatchingLabels: 'admin',
} as const;

export function useMayMatch(operation: keyof typeof NEEDS): Permission {
  return holds(useHere().role, NEEDS[operation]);
}

const identity = (workspace: string, rest: string) =>
  `/api/v1/workspaces/${encodeURIComponent(workspace)}/identity/${rest}`;

const paged = (params: Record<string, string | undefined>) =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();

const json = (method: string, body: unknown, options?: RequestInit): RequestInit => ({
  ...options,
  method,
  headers: { 'Content-Type': 'application/json', ...options?.headers },
  body: JSON.stringify(body),
});

export const readMatchingSettings = (workspace: string, options?: RequestInit) =>
  request<MatchingSettings>(identity(workspace, 'matching'), options);

export const replaceMatchingSettings = (
  workspace: string,
  settings: NewMatchingSettings,
  headers: HeadersInit,
) => request<MatchingSettings>(identity(workspace, 'matching'), json('PUT', settings, { headers }));

export const startMatchingRun = (workspace: string) =>
  request<MatchingRun>(identity(workspace, 'matching/runs'), { method: 'POST' });

export const listMatchingRuns = (
  workspace: string,
  { limit, cursor }: { limit: number; cursor: string | undefined },
  options?: RequestInit,
) =>
  request<Page<MatchingRun>>(
    identity(workspace, `matching/runs?${paged({ limit: String(limit), cursor })}`),
    options,
  );

export const cancelMatchingRun = (workspace: string, run: string) =>
  request<MatchingRun>(identity(workspace, `matching/runs/${encodeURIComponent(run)}/cancel`), {
    method: 'POST',
  });

/** Replaces all of them; as CSV, which for as many pairs is the shortest. */
export const replaceMatchingLabels = (workspace: string, csv: string) =>
  request<Labelled>(identity(workspace, 'matching/labels'), {
    method: 'PUT',
    headers: { 'Content-Type': 'text/csv' },
    body: csv,
  });

export const readMatchingQuality = (workspace: string, options?: RequestInit) =>
  request<MatchingQuality>(identity(workspace, 'matching/quality'), options);

export const listSuggestions = (
  workspace: string,
  { state, limit, cursor }: { state: SuggestionState; limit: number; cursor: string | undefined },
  options?: RequestInit,
) =>
  request<Page<Suggestion>>(
    identity(workspace, `suggestions?${paged({ state, limit: String(limit), cursor })}`),
    options,
  );

export const settleSuggestion = (
  workspace: string,
  suggestion: string,
  outcome: Outcome,
  options?: RequestInit,
) =>
  request<{ id: string; event: string | null }>(
    identity(workspace, `suggestions/${encodeURIComponent(suggestion)}/outcome`),
    json('POST', { outcome }, options),
  );
