import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { AudienceSizes } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { heightOf, late } from '@/testing/late';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';

const AT = '2026-03-02T08:00:00Z';
const panel = page.getByRole('region', { name: 'Size over time' });

const SIZES: AudienceSizes = {
  data: [
    { at: AT, size: 1_234_567 },
    { at: '2026-03-02T08:30:00Z', size: 40 },
  ],
};

test.each([
  ['without sizes', { data: [] }],
  ['with sizes', SIZES],
])('the sizes of an audience have their height before they are read, %s', async (_, sizes) => {
  const read = late<AudienceSizes>();
  const api = new Api();
  api.on('readAudience', loyal);
  api.on('listAudiences', pageOf(loyal));
  api.empty('listSyncs', 'listDestinations');
  api.on('listAudienceSizes', read.answer);
  await page.viewport(375, 900);
  const opened = open(api, '/audiences/loyal', { role: 'marketer' });
  await expect.element(panel).toBeVisible();
  const before = heightOf(panel);
  read.give(sizes);
  await opened;
  if (sizes.data.length > 0) {
    await expect
      .element(panel.getByRole('figure'))
      .toHaveTextContent('There are no earlier sizes.');
    await expect.element(panel).toHaveTextContent(/^Size over time\s*since /);
  }
  expect(heightOf(panel)).toBe(before);
});
