import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Run } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';

const AT = '2026-03-02T09:00:00Z';
const publishing: Run = {
  id: 'run_1',
  model: 'mdl_1',
  trigger: 'schedule',
  actor: null,
  state: 'running',
  phase: 'publishing',
  counts: { read: 0, previous: 0, added: 0, changed: 0, removed: 0, unchanged: 0, refused: 0 },
  approximate: null,
  published: 100,
  toPublish: 900,
  failure: null,
  queuedAt: AT,
  startedAt: AT,
  endedAt: null,
  duration: 'PT1S',
};

test('a run is read after each of its changes, and shows how fast it goes, until it is over', async () => {
  const api = new Api();
  api.empty('listModels');
  api.streamChanges();
  api.on('readRun', publishing);
  await open(api, '/runs/run_1', { role: 'viewer' });
  await expect.element(page.getByText('100 of 900 changes')).toBeVisible();
  for (const published of [300, 500, 700]) {
    api.on('readRun', { ...publishing, published });
    api.changed('runs', 'run_1');
    await expect
      .element(page.getByText(`${published} of 900 changes`), { timeout: 1_500 })
      .toBeVisible();
  }
  await expect.element(page.getByText(/a second/)).toBeVisible();
  api.on('readRun', { ...publishing, state: 'succeeded', phase: null, published: 900 });
  api.changed('runs', 'run_1');
  await expect.element(page.getByText('Done', { exact: true })).toBeVisible();
});
