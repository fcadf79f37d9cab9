import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { workspace } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const button = page.getByRole('link', { name: 'Export as CSV' });

async function openPeople(audience = loyal, rights = {}): Promise<void> {
  const api = new Api();
  api.on('readAudience', audience);
  api.empty('listAudienceMembers', 'listSyncs', 'listAudiences');
  await open(api, '/audiences/aud_1?tab=people', rights);
}

test('the members are saved as a file with the name of the audience', async () => {
  await page.viewport(375, 900);
  await openPeople();
  await expect
    .element(button)
    .toHaveAttribute('href', `/api/v1/workspaces/${workspace.key}/audiences/aud_1/members/export`);
  await expect.element(button).toHaveAttribute('download', 'loyal.csv');
  await expect
    .element(page.getByText('The access log records the export if it has personal data.'))
    .toBeVisible();
  fits();
  await sound();
});

test('a user who may not see personal data reads that values are masked', async () => {
  await openPeople(loyal, { role: 'viewer', personalData: false });
  await expect.element(button).toBeVisible();
  await expect.element(page.getByText('Values that you may not see are masked.')).toBeVisible();
});

test('an audience whose rule is not evaluated yet has no export', async () => {
  const building = { stage: 'building', progress: 0.5, versionInForce: null };
  await openPeople({ ...loyal, state: building });
  await expect.element(page.getByRole('heading', { name: 'No members' })).toBeVisible();
  await expect.element(button).not.toBeInTheDocument();
});
