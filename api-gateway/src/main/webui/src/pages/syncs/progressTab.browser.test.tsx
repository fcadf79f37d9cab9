import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { SyncProgress, SyncRun } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const RUN: SyncRun = {
  id: 'run_1',
  state: 'done',
  seen: 20_000,
  changed: 8_000,
  skipped: null,
  problem: null,
  startedAt: '2026-03-02T09:00:00Z',
  endedAt: '2026-03-02T09:05:00Z',
};

const SENDING: SyncProgress = {
  asOf: '2026-03-02T10:00:00Z',
  run: RUN,
  counts: { pending: 1_900, 'in-flight': 100, delivered: 6_000 },
  approximate: false,
  arrivedLastMinute: 950,
  waits: [
    { state: 'pending', count: 900, due: 900 },
    { state: 'submitted', count: 30, due: 0 },
    {
      state: 'retrying',
      cause: 'rate-limited',
      count: 100,
      due: 20,
      until: '2026-03-02T10:05:00Z',
    },
  ],
  complete: false,
  shortestSeconds: 40,
};

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = new Api();
  api.on('listDestinations', pageOf(crm));
  api.on('listConnectors', pageOf(connector));
  api.on('listSyncs', pageOf(contacts));
  api.on('readSync', contacts);
  api.empty('listAudiences', 'listModels', 'listDeliveryCauses', 'listDeliveries');
});

const PATH = `/syncs/${contacts.id}?tab=progress`;
const panel = page.getByRole('region', { name: 'Newest run' });

test('while it sends, the tab says how far, how fast, how long, and what waits for what', async () => {
  api.on('readSyncProgress', SENDING);
  api.on('readDestinationBudgets', {
    at: '2026-03-02T10:00:00Z',
    heldUntil: '2026-03-02T10:00:30Z',
    budgets: [],
  });
  await open(api, PATH);
  await expect.element(panel).toHaveTextContent('Sends deliveries');
  await expect.element(panel).toHaveTextContent('75% of the records of the run');
  await expect.element(panel).toHaveTextContent('To be sent1,900');
  await expect.element(panel).toHaveTextContent('Being sent100');
  await expect.element(panel).toHaveTextContent('In the last minute, 950 records were delivered');
  await expect.element(panel).toHaveTextContent('the rest takes an estimated 2 min');
  await expect.element(panel).toHaveTextContent('at least (estimated, with full requests) 40 s');
  await expect.element(panel).toHaveTextContent('A limit of the account holds all requests until');
  const waits = panel.getByRole('table', { name: 'What deliveries wait for' });
  await expect.element(waits).toHaveTextContent('It waits for its turn900now');
  await expect
    .element(waits)
    .toHaveTextContent('It waits for the limit of the destination100now (20), ');
  await expect.element(waits).toHaveTextContent('30not known');
  await expect.element(panel).toHaveTextContent('Of the next 1,000 deliveries of the destination');
  fits();
  await sound();
  await page.viewport(1280, 900);
  fits();
});

test('numbers follow without a skeleton, and the end says what did not arrive', async () => {
  api.on('readSyncProgress', SENDING);
  await open(api, PATH);
  await expect.element(panel).toHaveTextContent('Sends deliveries');
  api.on('readSyncProgress', {
    ...SENDING,
    counts: { delivered: 7_983, rejected: 10, uncertain: 7 },
    waits: [],
    complete: true,
    shortestSeconds: undefined,
  });
  await expect.element(panel, { timeout: 10_000 }).toHaveTextContent('Ended with exceptions');
  await expect.element(panel).toHaveTextContent('10 deliveries did not arrive.');
  await expect.element(panel).toHaveTextContent('7 deliveries are without an answer.');
  await expect.element(panel).toHaveTextContent('Without an answer7');
  expect(document.querySelectorAll('[aria-busy=true]').length).toBe(0);
  await expect
    .element(panel.getByRole('link', { name: 'Open the inbox' }))
    .toHaveAttribute('href', '/w/northwind/inbox');
  await sound();
});

test('numbers that cannot be read again are called old', async () => {
  api.on('readSyncProgress', SENDING);
  await open(api, PATH);
  await expect.element(panel).toHaveTextContent('To be sent1,900');
  api.on('readSyncProgress', new Refusal(500, 'internal', { retryable: false }));
  await expect
    .element(panel, { timeout: 10_000 })
    .toHaveTextContent('The server does not answer. These numbers are as of');
  await expect.element(panel).toHaveTextContent('To be sent1,900');
  await sound();
});

test('a newer run is not mistaken for the one that was watched', async () => {
  api.on('readSyncProgress', SENDING);
  await open(api, PATH);
  await expect.element(panel).toHaveTextContent('Sends deliveries');
  api.on('readSyncProgress', {
    ...SENDING,
    run: {
      ...RUN,
      id: 'run_2',
      state: 'running',
      seen: 10,
      changed: 4,
      startedAt: '2026-03-02T10:00:01Z',
      endedAt: null,
    },
  });
  await expect.element(panel, { timeout: 10_000 }).toHaveTextContent('A newer run has started');
  await expect.element(panel).toHaveTextContent('its total is not known yet');
});

test('rounded numbers have no rate and no share', async () => {
  api.on('readSyncProgress', {
    asOf: SENDING.asOf,
    run: RUN,
    counts: {},
    approximate: true,
    waits: [],
    complete: false,
  });
  await open(api, PATH, { role: 'viewer', personalData: false });
  await expect.element(panel).toHaveTextContent('The run has ended. Small numbers are not shown');
  await expect.element(panel).not.toHaveTextContent('Done');
  await expect.element(panel).not.toHaveTextContent('It is not known what');
  await expect.element(panel).not.toHaveTextContent('In the last minute');
  expect(panel.getByRole('progressbar').elements()).toEqual([]);
});

test('a paused sync says that nothing is sent', async () => {
  api.on('readSync', { ...contacts, state: 'paused' });
  api.on('readSyncProgress', SENDING);
  await open(api, PATH);
  await expect.element(panel).toHaveTextContent('Stopped: nothing is sent until the sync is on');
  await expect.element(panel).not.toHaveTextContent('In the last minute');
});
