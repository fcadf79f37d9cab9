import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Delivery, DeliveryCauseCount } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const UNCERTAIN: Delivery = {
  id: 'dlv_1',
  destination: crm.id,
  sync: 'syn_1',
  object: 'orders',
  record: 'evt_1',
  operation: 'write',
  state: 'uncertain',
  cause: { code: 'no-answer', words: 'The connection was cut' },
  version: 1,
  atDestination: 'unknown',
  attempt: 1,
  createdAt: '2026-03-01T09:00:00Z',
  desiredAt: '2026-03-01T10:00:00Z',
  changedAt: '2026-03-01T10:00:00Z',
};

const CAUSE: DeliveryCauseCount = {
  destination: crm.id,
  sync: 'syn_1',
  state: 'uncertain',
  cause: 'no-answer',
  words: 'The connection was cut',
  count: 8,
  newest: '2026-03-01T10:00:00Z',
};

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = new Api();
  api.empty('listSyncs', 'listDeliveries');
  api.on('listDestinations', pageOf(crm));
});

test('a user says that an uncertain delivery arrived, and nothing is sent', async () => {
  api.empty('listDeliveryCauses');
  api.on('readDelivery', UNCERTAIN);
  api.on('confirmDelivery', { ...UNCERTAIN, state: 'delivered', cause: undefined });
  await open(api, '/deliveries/dlv_1');
  const todo = page.getByRole('region', { name: 'What to do' });
  await expect.element(todo).toHaveTextContent('Look for the record at the destination.');
  await expect.element(todo.getByRole('button', { name: 'Send again' })).toBeVisible();
  fits();
  await sound();
  api.on('readDelivery', { ...UNCERTAIN, state: 'delivered', cause: undefined });
  await todo.getByRole('button', { name: 'It arrived' }).click();
  await expect.element(todo).not.toBeInTheDocument();
  expect(api.requests('confirmDelivery')).toHaveLength(1);
  expect(api.requests('retryDelivery')).toEqual([]);
});

test('a viewer sees what uncertain means, and no button', async () => {
  api.empty('listDeliveryCauses');
  api.on('readDelivery', UNCERTAIN);
  await open(api, '/deliveries/dlv_1', { role: 'viewer' });
  const todo = page.getByRole('region', { name: 'What to do' });
  await expect.element(todo).toHaveTextContent('The record may have arrived.');
  await expect.element(todo.getByRole('button')).not.toBeInTheDocument();
});

test('all uncertain deliveries of a sync arrive together, after a question with their number', async () => {
  api.on('listDeliveryCauses', pageOf(CAUSE, { ...CAUSE, cause: undefined, count: 2 }));
  api.on('confirmDeliveries', { confirmed: 10 });
  await open(api, '/deliveries');
  const panel = page.getByRole('region', { name: 'Not delivered' });
  await expect
    .element(panel.getByRole('button', { name: 'Send again: 8 deliveries' }))
    .toBeVisible();
  fits();
  await sound();
  await panel.getByRole('button', { name: 'They arrived: 10 deliveries' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Have 10 records arrived?' });
  await expect.element(dialog).toHaveTextContent('Look for the records at CRM first.');
  await sound();
  await dialog.getByRole('button', { name: 'They arrived' }).click();
  await expect.element(page.getByText('10 deliveries count as delivered.')).toBeVisible();
  expect(api.requests('confirmDeliveries').map(({ body }) => body)).toEqual([
    { destination: crm.id, sync: 'syn_1' },
  ]);
});
