import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Pipeline } from '@/api/generated/model';
import type { Role } from '@/api/may';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const next = page.getByRole('link', { name: 'Create source' });

async function openEmptyWorkspace(role: Role) {
  const api = new Api();
  api.empty('listSources', 'listAudiences', 'listDestinations', 'listSyncs', 'listModels');
  api.empty(
    'listEvents',
    'listWarehouses',
    'listDeliveries',
    'listDeliveryCauses',
    'listConflicts',
  );
  const at = '2026-03-02T09:00:00Z';
  api.on('readClock', { now: at, offset: 'PT0S' });
  api.on('readIdentitySummary', { identifiers: 0, merges: 0, profiles: 0, waiting: 0 });
  api.on('readIdentityHealth', { largest: [], merges: [], suspected: 0 });
  const time = { at, jumpedTo: null };
  const stages: Pipeline['stages'] = [];
  api.on('readPipeline', {
    asOf: at,
    caughtUp: true,
    destinationsNotWaitedFor: [],
    syncsNotWaitedFor: [],
    stages,
    trails: [],
    time,
  });
  await open(api, '', { role });
  await expect.element(page.getByText('0 of 6 steps are done.')).toBeVisible();
}

test('an empty workspace leads whoever may to the first step', async () => {
  await page.viewport(375, 900);
  await openEmptyWorkspace('engineer');
  await expect.element(next).toBeVisible();
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('Get the first data flowing');
  fits();
  await sound();
});

test('whoever may not take the next step is told who may', async () => {
  await openEmptyWorkspace('viewer');
  await expect.element(page.getByText('This requires the role Engineer')).toBeVisible();
  await expect.element(next).not.toBeInTheDocument();
});
