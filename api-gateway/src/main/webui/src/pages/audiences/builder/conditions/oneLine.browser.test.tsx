import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { catalogue, eventOf } from '@/testing/dictionary';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';

test('an event with its count and its time is one line on a usual screen', async () => {
  await page.viewport(1440, 900);
  const api = new Api();
  const rule = {
    event: 'Order Completed',
    count: { atLeast: 2 },
    window: { last: { amount: 30, unit: 'days' } },
  } as const;
  const audience = { ...loyal, rule };
  api.on('listAudiences', pageOf(audience));
  api.on('readAudience', audience);
  api.empty('listSyncs', 'listDestinations');
  api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [] });
  const events = [eventOf('Order Completed')];
  api.on('listCatalogueEvents', { ...catalogue, people: 4, data: events });
  api.on('listCatalogueProperties', { ...catalogue, events: 7, data: [] });
  api.on('previewAudience', {
    asOf: loyal.asOf,
    count: 1,
    people: 4,
    inWords: 'People who …',
    sample: [],
    warnings: [],
    overlaps: { data: [], more: 0 },
    conditions: [],
  });
  await open(api, '/audiences/loyal/edit', { role: 'marketer' });
  const condition = page.getByRole('group', { name: 'Order Completed', exact: true });
  const amount = condition.getByLabelText('Amount').element().getBoundingClientRect();
  const did = condition.getByLabelText('Done or not done').element().getBoundingClientRect();
  expect(Math.abs(amount.top - did.top)).toBeLessThan(did.height / 2);
});
