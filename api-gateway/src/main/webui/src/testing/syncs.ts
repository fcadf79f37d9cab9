import type { NewSyncCounts, Sync, SyncPlan } from '@/api/generated/model';
import { crm } from './hubspot';

/** People as contacts of the CRM. */
export const contacts: Sync = {
  id: 'syn_1',
  key: 'people-in-crm',
  name: 'People in the CRM',
  tags: [],
  folder: null,
  owner: null,
  destination: crm.id,
  from: { kind: 'profiles' },
  object: 'contacts',
  furtherMatches: [],
  match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
  mapping: [{ field: 'firstname', from: { kind: 'trait', name: 'firstName' } }],
  mode: 'upsert',
  settings: {},
  state: 'active',
  reason: null,
  run: null,
  drift: null,
  counts: {},
  approximate: false,
  version: 5,
  createdAt: '2026-03-01T09:00:00Z',
  updatedAt: '2026-03-01T09:00:00Z',
};

/** The people that a new sync would send. */
export const newSyncCounts: NewSyncCounts & { deleted: number } = {
  asOf: '2026-03-02T09:00:00Z',
  complete: true,
  approximate: false,
  people: 1_240,
  created: 900,
  updated: 40,
  deleted: 0,
  notSent: [
    { code: 'consent', purpose: 'marketing', count: 260 },
    { code: 'no-identifier', count: 40 },
  ],
  requests: 1_210,
  shortestSeconds: 64,
};

export const syncPlan: SyncPlan = {
  asOf: '2026-03-02T09:00:00Z',
  complete: true,
  approximate: false,
  people: 1_628,
  records: { created: 1_240, updated: 88, removed: 12, unchanged: 0, underway: 0 },
  memberships: null,
  leftOut: [
    { code: 'consent', purpose: 'marketing', count: 260 },
    { code: 'required', field: 'lastname', count: 40 },
  ],
  requests: 14,
  shortestSeconds: 3,
  billing: { counts: 'creates', words: 'The CRM bills by active profiles', atMost: 1_240 },
  plan: 'ticket-1',
  validUntil: '2026-03-02T09:15:00Z',
  run: null,
};
