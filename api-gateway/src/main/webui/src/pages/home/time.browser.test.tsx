import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Pipeline } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const NOW = '2026-03-02T09:00:00Z';
const time = page.getByRole('region', { name: 'Clock' });
const title = page.getByRole('heading', { level: 1 });

const moving = (stage: Pipeline['stages'][number]['stage']): Pipeline['stages'][number] => ({
  stage,
  reachable: true,
  behind: {},
  behindSince: null,
  standing: [],
  pending: {},
});

/** A workspace with a source that has sent something. */
async function openHome(clock: Pipeline['time']) {
  const api = new Api();
  api.empty('listAudiences', 'listDestinations', 'listSyncs', 'listModels');
  api.empty('listEvents', 'listWarehouses', 'listDeliveries', 'listDeliveryCauses');
  api.empty('listConflicts');
  api.on(
    'listSources',
    pageOf({
      id: 'src_1',
      key: 'shop',
      name: 'Web shop',
      kind: 'browser',
      enabled: true,
      eventsPerSecond: 100,
      writeKeys: [],
      createdAt: NOW,
      updatedAt: NOW,
    }),
  );
  api.on('readClock', { now: NOW, offset: 'PT0S' });
  api.on('readIdentitySummary', { identifiers: 4, merges: 0, profiles: 2, waiting: 0 });
  api.on('readIdentityHealth', { largest: [], merges: [], suspected: 0 });
  api.on('readPipeline', {
    asOf: NOW,
    caughtUp: true,
    destinationsNotWaitedFor: [],
    syncsNotWaitedFor: [],
    stages: [moving('identity'), moving('audiences'), moving('destinations')],
    trails: [],
    time: clock,
  });
  await open(api, '');
}

test('time that is held is the first thing that Home says, with the remedy', async () => {
  await page.viewport(375, 900);
  await openHome({ at: '2026-03-02T08:59:59Z', jumpedTo: '2031-05-04T09:00:00Z' });
  await expect.element(title).toHaveTextContent('The clock is stopped');
  await expect.element(time).toHaveTextContent('2031');
  await expect.element(time).toHaveTextContent('POST /api/v1/ticker/resume');
  fits();
  await sound();
});

test('time that nobody writes stands, and the log names the cause', async () => {
  await openHome({ at: '2026-03-02T08:50:00Z', jumpedTo: null });
  await expect.element(title).toHaveTextContent('The clock is stopped');
  await expect.element(time).toHaveTextContent('The gateway’s log names the cause');
});

test('time of which nothing could be read is not said to pass', async () => {
  await openHome(null);
  await expect.element(time).toHaveTextContent('Unavailable right now');
  await expect.element(title).toHaveTextContent('Some figures are unavailable');
});

test('time that passes takes no place', async () => {
  await openHome({ at: NOW, jumpedTo: null });
  await expect.element(page.getByText('Up to date').first()).toBeVisible();
  await expect.element(time).not.toBeInTheDocument();
});
