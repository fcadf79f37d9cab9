import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Sync } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

/** In how many lines the text of an element is drawn. */
function linesOf(element: Element): number {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  range.selectNodeContents(text ?? element);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}

test.each([1280, 375])('the name of a destination is not broken at %i pixels', async (width) => {
  const api = new Api();
  const long = 'Customers who ordered more than twice since the beginning of the year';
  const reason =
    'The destination refuses the access token; enter a new one and test the connection';
  api.on('listSyncs', pageOf({ ...contacts, name: long, state: 'misconfigured', reason }));
  api.on('listDestinations', pageOf({ ...crm, name: 'HubSpot' }));
  api.empty('listAudiences', 'listModels');
  await page.viewport(width, 900);
  await open(api, '/syncs');
  const cell = page.getByRole('cell').filter({ hasText: /^HubSpot$/ });
  await expect.element(cell).toBeVisible();
  expect(linesOf(cell.element())).toBe(1);
  fits();
});

test('says that the counts of an audience are rounded for a user who may not see them', async () => {
  const api = new Api();
  const counts = { delivered: 120, rejected: 60 };
  const ofAudience = { ...contacts, id: 'syn_2', name: 'Loyal to the CRM', counts };
  const rounded = {
    ...ofAudience,
    from: { kind: 'audience', audience: loyal.id },
    approximate: true,
  };
  api.on('listSyncs', pageOf({ ...contacts, counts }, rounded as Sync));
  api.on('listDestinations', pageOf(crm));
  api.on('listAudiences', pageOf(loyal));
  api.empty('listModels');
  await open(api, '/syncs', { personalData: false });
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect.element(row('Loyal to the CRM')).toHaveTextContent('about 120');
  await expect.element(row('Loyal to the CRM')).toHaveTextContent('about 60');
  await expect.element(row('People in the CRM')).not.toHaveTextContent('about');
  await expect.element(page.getByText('Numbers are rounded, and a few')).toBeVisible();
  fits();
});
