import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits } from '@/testing/sound';

test('no tag and no time of the list is broken over two lines', async () => {
  const api = new Api();
  api.on('listAudiences', pageOf({ ...loyal, tags: ['winback', 'at-risk', 'newsletter'] }));
  api.empty('listDestinations', 'listSyncs', 'listAudienceTrends');
  await page.viewport(1000, 900);
  await open(api, '/audiences');
  const row = page.getByRole('row').filter({ hasText: 'Loyal' });
  for (const tag of ['winback', 'at-risk', 'newsletter']) {
    expect(linesOf(row.getByText(tag, { exact: true }).element())).toBe(1);
  }
  expect(linesOf(row.getByRole('time').element())).toBe(1);
  await page.viewport(375, 900);
  fits();
});

function linesOf(element: Element): number {
  return element.getClientRects().length;
}
