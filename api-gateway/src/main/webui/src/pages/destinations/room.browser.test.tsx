import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { DeliveryCounts, ManifestPage, SyncPage } from '@/api/generated/model';
import { connectorsQuery } from '@/api/queries';
import { queryClient } from '@/api/queryClient';
import { Api, NEVER, Refusal } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { frames, heightOf, late } from '@/testing/late';
import { pageOf, workspace } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const title = page.getByRole('heading', { level: 1 });
const counts = page.getByRole('region', { name: 'Deliveries over time' });
const top = () => counts.element().getBoundingClientRect().top;

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = new Api();
  api.on('readDestination', crm);
  api.on('listConnectors', pageOf(connector));
  api.empty('listDestinations', 'listDeliveries', 'listDeliveryCauses', 'listModels');
  api.on('listSyncs', pageOf(contacts));
  api.on('listAudiences', pageOf());
  api.on('readDestinationFlow', {
    lastAttempt: null,
    oldestWaiting: null,
    sentLastMinute: 0,
    waiting: 0,
  });
});

describe('the page of a destination', () => {
  test('has room for its figures before they are read', async () => {
    const read = late<SyncPage>();
    api.on('listSyncs', read.answer);
    const opened = open(api, '/destinations/crm', { role: 'viewer' });
    await expect.element(counts).toBeVisible();
    await expect.element(page.getByText('Delivered', { exact: true })).toBeVisible();
    const before = top();
    read.give(pageOf(contacts));
    await opened;
    expect(Math.abs(top() - before)).toBeLessThanOrEqual(2);
    fits();
  });

  test('has room for its chart, with the longest words and without counts', async () => {
    const read = late<DeliveryCounts>();
    api.on('listDeliveryCounts', read.answer);
    const opened = open(api, '/destinations/crm', { role: 'viewer' });
    await expect.element(counts).toBeVisible();
    const before = heightOf(counts);
    read.give({
      countedSince: '2026-02-28T09:00:00Z',
      countedUntil: '2026-03-02T08:30:00Z',
      data: [
        {
          at: '2026-03-01T07:00:00Z',
          delivered: 1_234_567,
          accepted: 0,
          countedRefusals: 0,
          failed: 123_456,
        },
        { at: '2026-03-02T08:00:00Z', delivered: 80, accepted: 0, countedRefusals: 0, failed: 0 },
      ],
    });
    await opened;
    await expect.element(page.getByRole('figure', { name: 'Deliveries over time' })).toBeVisible();
    expect(heightOf(counts)).toBe(before);
  });

  test('appears with the sentence of its connector', async () => {
    const read = late<ManifestPage>();
    api.on('listConnectors', read.answer);
    const opened = open(api, '/destinations/crm', { role: 'viewer' });
    await expect.poll(() => api.requests('readDestination').length).toBe(1);
    await expect.element(title).not.toBeInTheDocument();
    read.give(pageOf(connector));
    await opened;
    await expect.element(title).toHaveTextContent(crm.name);
    await expect.element(page.getByText(connector.description)).toBeVisible();
  });

  test('appears without this sentence if connectors cannot be read', async () => {
    api.on('listConnectors', new Refusal(503, 'unavailable'));
    await open(api, '/destinations/crm', { role: 'viewer' });
    await expect.element(title).toHaveTextContent(crm.name);
  });

  test.each([
    ['an unreachable service', new Refusal(503, 'unavailable')],
    ['a refusal', new Refusal(403, 'forbidden')],
  ])('keeps what is typed while connectors are read again after %s', async (_, refused) => {
    api.on('listConnectors', refused);
    api.on('listPeople', { data: [], nextCursor: null, similar: false, namesSearched: true });
    await open(api, '/destinations/crm', { role: 'viewer' });
    const person = page.getByRole('searchbox');
    await person.fill('ada@shop.example');
    const field = person.element();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const read = late<Refusal>();
      const before = api.requests('listConnectors').length;
      api.on('listConnectors', read.answer);
      const again = queryClient.refetchQueries({ ...connectorsQuery(workspace.key) });
      await expect.poll(() => api.requests('listConnectors').length).toBeGreaterThan(before);
      await frames(2);
      expect(field.isConnected).toBe(true);
      read.give(refused);
      await again;
    }
    await expect.element(person).toHaveValue('ada@shop.example');
  });

  test('does not wait long for connectors', async () => {
    api.on('listConnectors', NEVER);
    await open(api, '/destinations/crm', { role: 'viewer' });
    await expect.element(title).toHaveTextContent(crm.name);
  });
});
