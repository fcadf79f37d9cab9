import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Reconciliation } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const done: Reconciliation = {
  id: 'run_1',
  state: 'done',
  compared: 100,
  skipped: 0,
  listed: 95,
  foreign: 1,
  arrived: 0,
  same: 70,
  missing: 25,
  different: 5,
  renamed: 2,
  returned: 1,
  approximate: false,
  held: true,
  startedAt: '2026-03-01T09:00:00Z',
  endedAt: '2026-03-01T09:05:00Z',
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

test('the differences are shown, and sent again after a question with their number', async () => {
  api.on('listReconciliations', { data: [done] });
  api.on('readReconciliation', {
    ...done,
    examples: {
      missing: ['dlv_000001'],
      different: [{ delivery: 'dlv_000002', fields: ['firstname'] }],
      foreign: ['s•••@•••.example'],
    },
  });
  api.on('repairReconciliation', { ...done, repaired: 30, repairedAt: '2026-03-01T10:00:00Z' });
  await open(api, `/syncs/${contacts.id}?tab=compare`);
  await expect.element(page.getByText('Other values: First name')).toBeVisible();
  await expect.element(page.getByText('s•••@•••.example')).toBeVisible();
  fits();
  await sound();
  await page.getByRole('button', { name: 'Send again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send 30 records again?' });
  await expect.element(dialog).toHaveTextContent('more than 10 %');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect.element(page.getByText('The records are sent again.')).toBeVisible();
  expect(api.requests('repairReconciliation').map(({ body }) => body)).toEqual([{ confirm: true }]);
});

test('differences that cannot be sent again are shown with the reason', async () => {
  api.on('listReconciliations', { repairObstacle: 'Differences are shown only', data: [done] });
  api.on('readReconciliation', done);
  await open(api, `/syncs/${contacts.id}?tab=compare`);
  await expect.element(page.getByText('Differences are shown only')).toBeVisible();
  await expect.element(page.getByText('Renamed or merged')).toBeVisible();
  await expect.element(page.getByText('Removed by Tributary before')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Send again' })).not.toBeInTheDocument();
});

test('a repair that has ended early says why', async () => {
  const words = 'The sync was changed, so the rest is not sent';
  api.on('listReconciliations', {
    data: [{ ...done, repairedAt: '2026-03-01T10:00:00Z', repaired: 12, words }],
  });
  api.on('readReconciliation', done);
  await open(api, `/syncs/${contacts.id}?tab=compare`);
  await expect.element(page.getByText('Records sent again: 12.')).toBeVisible();
  await expect.element(page.getByText(words)).toBeVisible();
});

test('the question says which records a sync that only updates can’t send', async () => {
  const updates = { ...contacts, mode: 'update-only' as const };
  api.on('readSync', updates);
  api.on('listReconciliations', { data: [done] });
  api.on('readReconciliation', done);
  await open(api, `/syncs/${contacts.id}?tab=compare`);
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect
    .element(page.getByRole('dialog'))
    .toHaveTextContent('CRM refuses those that it does not have');
});

test('a comparison is started, and can be cancelled while it runs', async () => {
  api.on('listReconciliations', { data: [] });
  api.on('startReconciliation', { ...done, state: 'running' });
  await open(api, `/syncs/${contacts.id}?tab=compare`);
  await expect.element(page.getByRole('button', { name: 'Compare now' })).toBeVisible();
  api.on('listReconciliations', { data: [{ ...done, state: 'running', listed: 1_200 }] });
  api.on('cancelReconciliation', { ...done, state: 'cancelled' });
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect.element(page.getByText('Records read: 1,200')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the comparison' }).click();
  await expect.poll(() => api.requests('cancelReconciliation')).toHaveLength(1);
});

test('a destination that cannot list its records says so', async () => {
  api.on('listReconciliations', { obstacle: 'Slack cannot list its messages', data: [] });
  await open(api, `/syncs/${contacts.id}?tab=compare`);
  await expect.element(page.getByText('Slack cannot list its messages')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Compare now' })).not.toBeInTheDocument();
});
