import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api, NEVER, Refusal } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

const region = (name: string) => page.getByRole('region', { name, exact: true });
const liveIn = (name: string) => region(name).getByText('Live', { exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.streamChanges();
  api.empty('listSyncs', 'listDestinations', 'listDeliveries', 'listDeliveryCauses');
});

test('a panel that shows a failure is not live, and the one beside it is', async () => {
  api.on('listDeliveryCauses', new Refusal(503, 'unavailable'));
  await open(api, '/deliveries');
  await expect.element(region('Not delivered').getByRole('alert')).toBeVisible();
  await expect.element(liveIn('Deliveries')).toBeVisible();
  await expect.element(liveIn('Not delivered')).not.toBeInTheDocument();
  await sound();
});

test('a panel that is loading is not live before it shows its data', async () => {
  const visit = await open(api, '/deliveries');
  await expect.element(liveIn('Not delivered')).toBeVisible();
  await expect.element(liveIn('Deliveries')).toBeVisible();
  api.on('listDeliveries', NEVER);
  await visit.go('/deliveries?state=rejected');
  await expect.element(liveIn('Deliveries')).not.toBeInTheDocument();
  await expect.element(liveIn('Not delivered')).toBeVisible();
});

test('the figures of a destination are not live while they fail', async () => {
  api.on('listConnectors', pageOf(connector));
  api.on('readDestination', crm);
  api.on('readDestinationFlow', new Refusal(503, 'unavailable'));
  await open(api, '/destinations/crm');
  await expect.element(region('Activity now').getByRole('alert')).toBeVisible();
  await expect.element(liveIn('Not delivered')).toBeVisible();
  await expect.element(liveIn('Activity now')).not.toBeInTheDocument();
});
