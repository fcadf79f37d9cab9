import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Run } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';

const AT = '2026-03-02T09:00:00Z';
const run: Run = {
  id: 'run_1',
  model: 'mdl_1',
  trigger: 'api',
  actor: 'ada',
  state: 'succeeded',
  phase: null,
  counts: { read: 0, previous: 0, added: 0, changed: 0, removed: 0, unchanged: 0, refused: 0 },
  approximate: null,
  published: 0,
  toPublish: 0,
  failure: null,
  queuedAt: AT,
  startedAt: AT,
  endedAt: AT,
  duration: 'PT1S',
};

let api: Api;

beforeEach(() => {
  api = new Api();
  api.empty('listModels');
});

test.each([
  ['ada', 'api', 'By ada'],
  ['service-account-northwind.importer', 'api', 'By the API client importer'],
  ['unknown', 'api', 'By an unknown caller'],
  [{ masked: true as const }, 'api', 'By a user whose name you may not see'],
  [null, 'schedule', 'By schedule'],
])('a run that %s started by %s says so: %s', async (actor, trigger, words) => {
  api.on('readRun', { ...run, actor, trigger });
  await open(api, '/runs/run_1', { role: 'engineer' });
  await expect.element(page.getByText(words)).toBeVisible();
  await expect.element(page.getByText('service-account')).not.toBeInTheDocument();
});
