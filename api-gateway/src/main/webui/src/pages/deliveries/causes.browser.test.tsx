import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { DeliveryCauseCount } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const cause: DeliveryCauseCount = {
  destination: crm.id,
  sync: contacts.id,
  state: 'rejected',
  cause: 'rejected',
  count: 8,
  newest: '2026-03-01T10:00:00Z',
};

test('the group of a cause names the destination, unless the name of the sync says it', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  api.on('listDestinations', pageOf(crm));
  api.on('listSyncs', pageOf(contacts, { ...contacts, id: 'syn_2', name: 'Loyal to CRM' }));
  api.on('listDeliveryCauses', pageOf(cause, { ...cause, sync: 'syn_2' }));
  api.empty('listDeliveries');
  await open(api, '/deliveries');
  const panel = page.getByRole('region', { name: 'Not delivered' });
  await expect.element(panel).toHaveTextContent('People in the CRM to CRM');
  await expect.element(panel).toHaveTextContent('Loyal to CRM');
  await expect.element(panel).not.toHaveTextContent('Loyal to CRM to CRM');
  fits();
  await sound();
});

test('a group without a cause has words, not the code of its state', async () => {
  const api = new Api();
  const uncertain: DeliveryCauseCount = { ...cause, state: 'uncertain' };
  delete uncertain.cause;
  api.on('listDestinations', pageOf(crm));
  api.on('listSyncs', pageOf(contacts));
  api.on('listDeliveryCauses', pageOf(uncertain));
  api.empty('listDeliveries');
  await open(api, '/deliveries');
  const panel = page.getByRole('region', { name: 'Not delivered' });
  await expect
    .element(panel.getByRole('link', { name: 'The result is not known: it may have been sent' }))
    .toBeVisible();
  await expect.element(panel).not.toHaveTextContent('uncertain');
});
