import type { Audience } from '@/api/generated/model';

/** An audience that is computed, and that no other audience uses. */
export const loyal: Audience = {
  id: 'aud_1',
  key: 'loyal',
  name: 'Loyal',
  description: null,
  tags: [],
  folder: null,
  owner: null,
  rule: { event: 'Order Completed' },
  inWords: 'People who have done Order Completed',
  size: 40,
  version: 1,
  state: { stage: 'ready', progress: 1, versionInForce: 1 },
  approximate: null,
  before: null,
  asOf: '2026-03-02T09:00:00Z',
  createdAt: '2026-03-02T09:00:00Z',
  updatedAt: '2026-03-02T09:00:00Z',
  uses: [],
};
