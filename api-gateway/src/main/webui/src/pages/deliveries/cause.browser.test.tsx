import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Delivery } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-01T10:00:00Z';

async function openDelivery(rootEvent: string) {
  const delivery: Delivery = {
    id: 'dlv_1',
    destination: 'dst_1',
    sync: 'syn_1',
    object: 'contacts',
    record: 'ada@northwind.example',
    profile: 'prf_1',
    person: { text: 'Ada Visser', source: 'name' },
    operation: 'write',
    state: 'delivered',
    version: 1,
    attempt: 1,
    createdAt: '2026-03-01T09:00:00Z',
    desiredAt: AT,
    changedAt: AT,
    atDestination: 'unknown' as const,
    rootEvent,
  };
  const api = new Api();
  api.empty('listSyncs', 'listDestinations');
  api.on('readDelivery', delivery);
  api.on('explainDelivery', new Refusal(404, 'not-found'));
  await page.viewport(375, 900);
  await open(api, '/deliveries/dlv_1');
}

test('a delivery leads to the event that caused it', async () => {
  await openDelivery('evt_1');
  await expect
    .element(page.getByRole('link', { name: 'the event' }))
    .toHaveAttribute('href', '/w/northwind/events/evt_1');
  await expect.element(page.getByText('evt_1')).not.toBeInTheDocument();
  fits();
  await sound();
});

test('a delivery leads to the run of a model that caused it', async () => {
  await openDelivery('run_1');
  await expect
    .element(page.getByRole('link', { name: 'the run' }))
    .toHaveAttribute('href', '/w/northwind/runs/run_1');
});

test('a cause without a page is shown by its id', async () => {
  await openDelivery('cmd_1');
  await expect.element(page.getByText('cmd_1')).toBeVisible();
});
