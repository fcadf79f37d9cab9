import type { Identifier } from '@/api/generated/model';
import type { IdentityRules, NewIdentityRules, Page } from '@/api/identity';
import type { Masked } from '@/api/masked';
import { holds, type Permission } from '@/api/may';
import { request } from '@/api/request';
import { useHere } from '@/app/workspace/here';

/** How the API tells what rules would do to the history, and how everybody is decided anew. */

export type WorkState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** Long work of a workspace. */
interface Work {
  id: string;
  state: WorkState;
  startedBy: string;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  error: string | null;
}

/** How much of the history is read. */
export interface Reading {
  inputs: number;
  of: number;
  /** When the last one that was read had been accepted. */
  reached: string | null;
}

export interface Trial extends Work {
  rules: IdentityRules;
  /** The version that was in force when it was asked for. */
  basedOn: number;
  progress: Reading | null;
  /** Null until it succeeded, in lists, and 30 days later. */
  report: TrialReport | null;
}

export interface TrialReport {
  /** False where the time was up: all of it then holds up to `reached`. */
  complete: boolean;
  reached: string | null;
  inputs: number;
  /** How many the log no longer holds. */
  forgotten: number;
  /** When the oldest was accepted. */
  from: string | null;
  people: {
    before: number;
    after: number;
    unchanged: number;
    /** Who stay as they are, because something of theirs was lost. */
    partly: number;
  };
  /** Who would become part of another. */
  joined: number;
  /** How many more would come of those taken apart. */
  parted: number;
  events: { newlySetAside: number; newlyCounted: number };
  leftOut: LeftOutCount[];
  largest: { before: Large[]; after: LargeAfter[] };
  samples: Sample[];
}

export interface LeftOutCount {
  type: string;
  reason: string;
  before: number;
  after: number;
}

export interface Large {
  profile: string;
  identifiers: number;
  events: number;
}

export interface LargeAfter extends Omit<Large, 'profile'> {
  /** Null for somebody who would come of a person taken apart. */
  profile: string | null;
  values: Identifier[];
}

export type Change = 'parted' | 'joined';

export interface Sample {
  change: Change;
  /** Who they are today. */
  profiles: string[];
  /** The people who would come of one, or become one; the largest. */
  parts: Part[];
  /** How many parts there are besides. */
  more: number;
  because: Because | null;
}

export interface Part {
  identifiers: Identifier[];
  more: number;
  events: number;
}

export interface Because {
  left: Identifier;
  right: Identifier;
  /** The event, the command or the run that named both. */
  event: string;
  source: string | Masked;
  happenedAt: string;
  /** Why it does not count: of `parted` under the tried rules, of `joined` under those in force. */
  reason: string;
}

/** The reason where nothing says why it did not count before. */
export const COUNTS_NOW = 'counts-now';

export const REBUILD_STEPS = ['reading', 'switching'] as const;

export interface Rebuild extends Work {
  rulesVersion: number;
  progress:
    | (Reading & { step: (typeof REBUILD_STEPS)[number]; changed: number; left: number })
    | null;
  result: RebuildResult | null;
}

export interface RebuildResult {
  /** Whose identifiers or past changed. */
  people: number;
  joined: number;
  parted: number;
  partly: number;
  /** Who were left as they are, because they have to do with too many. */
  tooLarge: number;
  complete: boolean;
}

export function isUnderWay({ state }: Pick<Work, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/** Trying rules, applying them and rebuilding take one and the same role. */
export function useMayTry(): Permission {
  return holds(useHere().role, 'admin');
}

const at = (workspace: string, ...path: string[]) =>
  `/api/v1/workspaces/${encodeURIComponent(workspace)}/identity/${path.map(encodeURIComponent).join('/')}`;

const POST = { method: 'POST' };

export const startTrial = (workspace: string, rules: NewIdentityRules) =>
  request<Trial>(at(workspace, 'rules', 'trials'), {
    ...POST,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(rules),
  });

export const listTrials = (workspace: string, limit: number, options?: RequestInit) =>
  request<Page<Trial>>(`${at(workspace, 'rules', 'trials')}?limit=${limit}`, options);

export const readTrial = (workspace: string, trial: string, options?: RequestInit) =>
  request<Trial>(at(workspace, 'rules', 'trials', trial), options);

export const cancelTrial = (workspace: string, trial: string) =>
  request<Trial>(at(workspace, 'rules', 'trials', trial, 'cancel'), POST);

/** Refused with 412 where the rules in force are not those that it was based on. */
export const applyTrial = (workspace: string, { id, basedOn }: Pick<Trial, 'id' | 'basedOn'>) =>
  request<{ version: number; rebuild: Rebuild }>(at(workspace, 'rules', 'trials', id, 'apply'), {
    ...POST,
    headers: { 'If-Match': `"${basedOn}"` },
  });

export const startRebuild = (workspace: string) =>
  request<Rebuild>(at(workspace, 'rebuilds'), POST);

export const listRebuilds = (workspace: string, limit: number, options?: RequestInit) =>
  request<Page<Rebuild>>(`${at(workspace, 'rebuilds')}?limit=${limit}`, options);

export const cancelRebuild = (workspace: string, rebuild: string) =>
  request<Rebuild>(at(workspace, 'rebuilds', rebuild, 'cancel'), POST);
