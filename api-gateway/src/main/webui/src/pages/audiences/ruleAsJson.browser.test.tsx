import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

test('the rule as JSON is not in the text of the page until it is opened', async () => {
  const api = new Api();
  api.on('readAudience', loyal);
  api.on('listAudiences', pageOf(loyal));
  api.on('listAudienceSizes', { data: [] });
  api.empty('listSyncs', 'listDestinations');
  await open(api, '/audiences/loyal', { role: 'marketer' });
  const json = page.getByText('"event": "Order Completed"');
  await expect.element(page.getByText('The rule as JSON')).toBeVisible();
  await expect.element(json).not.toBeVisible();
  expect(document.body.innerText).not.toContain('"event"');
  await page.getByText('The rule as JSON').click();
  await expect.element(json).toBeVisible();
  await sound();
});
