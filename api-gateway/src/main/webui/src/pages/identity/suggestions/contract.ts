import type * as api from '@/api/generated/model';
import { getReplaceMatchingLabelsUrl } from '@/api/generated/operations';
import type { Narrowed } from '@/api/narrowed';
import { request } from '@/api/request';
import type { WorkState } from '../work';

/** What the API tells of people who may be one; its document does not say which words there are. */

/** How often it is looked by itself. */
export type Every = 'day' | 'week';

export type MatchingSettings = Narrowed<api.MatchingSettings, { every: Every | null }>;

export const STEPS = ['reading', 'learning', 'comparing', 'writing'] as const;

export type MatchingRun = Narrowed<
  api.MatchingRun,
  { state: WorkState; step: (typeof STEPS)[number] | null }
>;

export type Suggestion = Narrowed<api.Suggestion, { outcome: 'merged' | 'kept-apart' | null }>;

export const SUGGESTION_STATES = ['open', 'settled', 'merged'] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

/** Stands for the threshold where it settled a suggestion. */
export const MATCHING = 'matching';

/** Stands for the schedule where it started a run. */
export const SCHEDULE = 'schedule';

/** Replaces all of them; as CSV, which the generated call would send as a JSON text of no type. */
export const replaceMatchingLabels = (workspace: string, csv: string) =>
  request<api.MatchingLabelCounts>(getReplaceMatchingLabelsUrl(workspace), {
    method: 'PUT',
    headers: { 'Content-Type': 'text/csv' },
    body: csv,
  });
