import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Audience } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { answerConfirm, restoreConfirm } from '@/testing/confirm';
import { connector, crm } from '@/testing/hubspot';
import { people } from '@/testing/models';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const spring = {
  ...loyal,
  id: 'aud_2',
  key: 'spring',
  name: 'Spring sale',
  tags: ['sale', 'spring'],
  folder: 'Campaigns',
  owner: 'ada@northwind.example',
};
const AT = '2026-03-02T09:00:00Z';
const inCampaigns = { ...contacts, folder: 'Campaigns' };
const dialog = page.getByRole('dialog');

let api: Api;

afterEach(restoreConfirm);

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

test('a hidden owner is shown as hidden, and stays unless another one is typed', async () => {
  const hidden = { ...loyal, owner: { masked: true as const } };
  api.on('listAudiences', pageOf<Audience>(hidden, spring));
  api.on('readAudience', hidden);
  api.on('changeAudience', hidden);
  api.on('listMembers', pageOf({ ...ada, email: { masked: true } }));
  await openDialog();
  await expect.element(page.getByText('hidden', { exact: true })).toBeVisible();
  const owner = dialog.getByRole('combobox', { name: 'Owner' });
  await expect.element(owner).toHaveAccessibleDescription(/Leave this empty to keep the owner/);
  await userEvent.type(dialog.getByRole('combobox', { name: 'Folder' }), 'Lifecycle');
  await userEvent.keyboard('{Tab}{Tab}');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Tags, folder and owner' }).click();
  await owner.fill('Growth team');
  await userEvent.keyboard('{Tab}');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.bodies('changeAudience')).toEqual([
    { tags: [], folder: 'Lifecycle' },
    { tags: [], folder: null, owner: 'Growth team' },
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

test('a sync gets a folder of another sync, which its page then shows', async () => {
  const other = { ...contacts, id: 'syn_2', key: 'orders', name: 'Orders', folder: 'Reports' };
  api.on('listSyncs', pageOf(contacts, other));
  api.on('listConnectors', pageOf(connector));
  api.on('listDestinations', pageOf(crm));
  api.empty('listDeliveryCauses');
  api.on('listConnectors', pageOf(connector));
  api.on('readSync', contacts);
  api.on('readSyncFunnel', { asOf: AT, complete: true, steps: [], sync: contacts.id });
  const filed = { ...contacts, folder: 'Reports' };
  api.on('changeSync', () => {
    api.on('readSync', filed);
    return filed;
  });
  await open(api, '/syncs/syn_1', { role: 'marketer' });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Tags, folder and owner' }).click();
  await dialog.getByRole('combobox', { name: 'Folder' }).click();
  await page.getByRole('option', { name: 'Reports' }).click();
  await sound();
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByText('Reports', { exact: true })).toBeVisible();
  expect(api.bodies('changeSync')).toEqual([{ tags: [], folder: 'Reports', owner: null }]);
});

test('a model gets an owner, and Escape asks before the dialog loses it', async () => {
  const asked = answerConfirm(false);
  api.on('readModel', people);
  api.on('listModels', pageOf(people));
  api.empty('listWarehouses');
  const filed = { ...people, owner: 'ada@shop.example' };
  api.on('changeModel', () => {
    api.on('readModel', filed);
    return filed;
  });
  await open(api, '/models/mdl_1', { role: 'engineer' });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Tags, folder and owner' }).click();
  await dialog.getByRole('combobox', { name: 'Owner' }).fill('ada@shop.example');
  await userEvent.keyboard('{Tab}{Escape}');
  await expect.poll(() => asked.times).toBe(1);
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByText('ada@shop.example')).toBeVisible();
  expect(api.bodies('changeModel')).toEqual([
    { tags: ['core'], folder: 'Shop', owner: 'ada@shop.example' },
  ]);
});

test('the lists of syncs and models are narrowed too', async () => {
  api.on('listSyncs', pageOf(inCampaigns, { ...contacts, id: 'syn_2', name: 'Orders' }));
  api.on('listModels', pageOf(people, { ...people, id: 'mdl_2', name: 'Bills', tags: [] }));
  api.empty('listWarehouses');
  const { go } = await open(api, '/syncs?folder=Campaigns');
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect.element(row(inCampaigns.name)).toBeVisible();
  await expect.element(row('Orders')).not.toBeInTheDocument();
  await sound();
  await go('/models?tag=core');
  await expect.element(row('People')).toBeVisible();
  await expect.element(row('Bills')).not.toBeInTheDocument();
});

test('a viewer cannot file an audience', async () => {
  await open(api, '/audiences/aud_2', { role: 'viewer' });
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'More', exact: true }))
    .not.toBeInTheDocument();
});
