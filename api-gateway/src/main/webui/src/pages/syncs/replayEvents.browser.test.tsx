import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Sync } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const HOUR = 3_600_000;
const orders: Sync = { ...contacts, name: 'Orders', from: { kind: 'events', names: [] } };
const actions = page.getByRole('button', { name: 'More', exact: true });
let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = new Api();
  api.on('listDestinations', pageOf(crm));
  api.on('listConnectors', pageOf(connector));
  api.on('readSyncFunnel', {
    sync: contacts.id,
    asOf: '2026-03-01T09:00:00Z',
    complete: true,
    steps: [],
  });
  api.empty('listAudiences', 'listModels', 'listDeliveryCauses', 'listDeliveries');
});

test('past events are sent from as far back as the user chooses', async () => {
  api.on('listSyncs', pageOf(orders));
  api.on('readSync', orders);
  api.on('replayEvents', { run: 'run_1', since: '2026-03-01T00:00:00Z' });
  await open(api, `/syncs/${orders.id}`);
  await actions.click();
  await page.getByRole('menuitem', { name: 'Send past events' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send past events of Orders?' });
  await expect.element(dialog).toHaveTextContent('are not sent again');
  fits();
  await sound();
  await dialog.getByRole('radio', { name: 'The last 3 days' }).click();
  const before = Date.now();
  await dialog.getByRole('button', { name: 'Send past events' }).click();
  await expect.element(page.getByText('Past events are on their way.')).toBeVisible();
  const sinces = api
    .requests('replayEvents')
    .map(({ body }) => Date.parse((body as { since: string }).since));
  expect(sinces).toHaveLength(1);
  expect(Math.min(...sinces)).toBeGreaterThanOrEqual(before - 72 * HOUR);
  expect(Math.max(...sinces)).toBeLessThan(before - 71 * HOUR);
});

test('a sync of people has no past events to send', async () => {
  api.on('listSyncs', pageOf(contacts));
  api.on('readSync', contacts);
  await open(api, `/syncs/${contacts.id}`);
  await actions.click();
  await expect.element(page.getByRole('menuitem', { name: 'Run again' })).toBeVisible();
  await expect
    .element(page.getByRole('menuitem', { name: 'Send past events' }))
    .not.toBeInTheDocument();
});
