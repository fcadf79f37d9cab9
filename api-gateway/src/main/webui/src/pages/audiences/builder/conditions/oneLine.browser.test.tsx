import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { catalogue, eventOf } from '@/testing/dictionary';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';

/** The height of a control is 30 pixels. */
const HALF_A_LINE = 15;

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
    asOf: '2026-03-02T09:00:00Z',
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
  await expect.element(condition.getByLabelText('Amount', { exact: true })).toBeVisible();
  const controls = [...condition.element().querySelectorAll('select, input')];
  expect(controls.length).toBeGreaterThan(4);
  const tops = controls.map((control) => control.getBoundingClientRect().top);
  expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(HALF_A_LINE);
});
