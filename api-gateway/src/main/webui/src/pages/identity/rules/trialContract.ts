import type * as model from '@/api/generated/model';
import * as api from '@/api/generated/operations';
import type { NewIdentityRules, Page } from '@/api/identity';
import type { Narrowed } from '@/api/narrowed';
import type { WorkState } from '../work';

/** What the API tells of dry runs and rebuilds; its document does not say which words there are. */

export type Sample = Narrowed<model.RulesTrialSample, { change: 'parted' | 'joined' }>;

export type TrialReport = Narrowed<model.RulesTrialReport, { samples: Sample[] }>;

export type Trial = Narrowed<model.RulesTrial, { state: WorkState; report: TrialReport | null }>;

/** The reason where nothing says why it did not count before. */
export const COUNTS_NOW = 'counts-now';

export const REBUILD_STEPS = ['reading', 'switching'] as const;

type Progress = Narrowed<model.RebuildProgress, { step: (typeof REBUILD_STEPS)[number] }>;

export type Rebuild = Narrowed<model.Rebuild, { state: WorkState; progress: Progress | null }>;

export const startTrial = (workspace: string, rules: NewIdentityRules) =>
  api.startRulesTrial(workspace, rules) as Promise<Trial>;

export const listTrials = (workspace: string, limit: number, options?: RequestInit) =>
  api.listRulesTrials(workspace, { limit }, options) as Promise<Page<Trial>>;

export const readTrial = (workspace: string, trial: string, options?: RequestInit) =>
  api.readRulesTrial(workspace, trial, options) as Promise<Trial>;

/** Refused with 412 where the rules in force are not those that it was based on. */
export const applyTrial = (workspace: string, { id, basedOn }: Pick<Trial, 'id' | 'basedOn'>) =>
  api.applyRulesTrial(workspace, id, { headers: { 'If-Match': `"${basedOn}"` } }) as Promise<
    Narrowed<model.RulesApplied, { rebuild: Rebuild }>
  >;

export const startRebuild = (workspace: string) => api.startRebuild(workspace) as Promise<Rebuild>;

export const listRebuilds = (workspace: string, limit: number, options?: RequestInit) =>
  api.listRebuilds(workspace, { limit }, options) as Promise<Page<Rebuild>>;
