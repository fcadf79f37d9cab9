import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Api, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const spring = {
  ...loyal,
  id: 'aud_2',
  key: 'spring',
  name: 'Spring sale',
  tags: ['sale', 'spring'],
  folder: 'Campaigns',
  owner: 'ada@northwind.example',
};
const dialog = page.getByRole('dialog');

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listAudiences', pageOf(loyal, spring));
  api.empty('listSyncs', 'listDestinations');
  api.on('readAudience', loyal);
  api.on('listAudienceSizes', { data: [] });
  api.on('listMembers', pageOf(ada));
});

async function openDialog() {
  await open(api, '/audiences/aud_1', { role: 'marketer' });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Tags, folder and owner' }).click();
}

test('an audience gets tags, a folder and an owner, and its page says so', async () => {
  await page.viewport(375, 900);
  const filed = { ...loyal, tags: ['vip'], folder: 'Lifecycle', owner: 'ada@shop.example' };
  api.on('changeAudience', () => {
    api.on('readAudience', filed);
    return filed;
  });
  await openDialog();
  await userEvent.type(dialog.getByRole('combobox', { name: 'Tags' }), 'vip{Enter}');
  await userEvent.type(dialog.getByRole('combobox', { name: 'Folder' }), ' Lifecycle ');
  await userEvent.type(dialog.getByRole('combobox', { name: 'Owner' }), 'ada@northwind.example');
  await userEvent.keyboard('{Tab}');
  fits();
  await sound();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByText('Lifecycle')).toBeVisible();
  expect(api.bodies('changeAudience')).toEqual([
    { tags: ['vip'], folder: 'Lifecycle', owner: 'ada@northwind.example' },
  ]);
});

test('what is refused is said at its field', async () => {
  api.on('changeAudience', Refusal.of({ '/tags/0': 'A tag has 1 to 50 characters' }));
  await openDialog();
  await userEvent.type(dialog.getByRole('combobox', { name: 'Tags' }), 'vip{Enter}');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(dialog.getByText('A tag has 1 to 50 characters')).toBeVisible();
});

test('the list is narrowed to a tag, and the address keeps it', async () => {
  const { address } = await open(api, '/audiences');
  await expect.element(page.getByRole('row').filter({ hasText: 'Loyal' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Tag', exact: true }).click();
  await page.getByRole('option', { name: 'spring' }).click();
  await expect.element(page.getByRole('row').filter({ hasText: 'Spring sale' })).toBeVisible();
  await expect.element(page.getByRole('row').filter({ hasText: 'Loyal' })).not.toBeInTheDocument();
  expect(address()).toBe('/audiences?tag=spring');
  await sound();
});

test('a viewer cannot file an audience', async () => {
  await open(api, '/audiences/aud_2', { role: 'viewer' });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'More', exact: true }))
    .not.toBeInTheDocument();
});
