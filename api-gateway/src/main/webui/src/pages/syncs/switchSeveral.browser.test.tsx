import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Sync } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const orders: Sync = { ...contacts, id: 'syn_2', key: 'orders', name: 'Orders' };
const paused: Sync = { ...contacts, id: 'syn_3', key: 'old', name: 'Old list', state: 'paused' };
const dialog = page.getByRole('dialog');
const checkbox = (name: string) => page.getByRole('checkbox', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listSyncs', pageOf(contacts, orders, paused));
  api.on('listDestinations', pageOf(crm));
  api.empty('listAudiences', 'listModels');
});

test('the syncs that are on are paused one by one, with the progress, and failures by name', async () => {
  await page.viewport(375, 900);
  let answer: (refusal: Refusal) => void = () => {};
  api.on('pauseSync', ({ place }) =>
    place.sync === orders.id
      ? new Promise<Refusal>((resolve) => {
          answer = resolve;
        })
      : contacts,
  );
  await open(api, '/syncs', { role: 'engineer' });
  await checkbox('Select all').click();
  await expect.element(page.getByText('3 selected')).toBeVisible();
  fits();
  await sound();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.element(dialog.getByText('2 syncs will be paused.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.element(dialog.getByText('1 of 2 done')).toBeVisible();
  answer(new Refusal(409, 'conflict', { detail: 'It is being deleted' }));
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('Orders: It is being deleted');
  expect(api.requests('pauseSync').map(({ place }) => place.sync)).toEqual(['syn_1', 'syn_2']);
});

test('records that wait have no number if a sync is approximate', async () => {
  api.on('listSyncs', pageOf(contacts, { ...orders, approximate: true }));
  await open(api, '/syncs', { role: 'engineer' });
  await checkbox('Select all').click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.element(dialog.getByText('2 syncs will be paused.')).toBeVisible();
  await expect
    .element(dialog.getByText(/^Records wait until their syncs are turned on again/))
    .toBeVisible();
});

test('what fails after the dialog is closed is still named', async () => {
  let answer: (refusal: Refusal) => void = () => {};
  api.on(
    'pauseSync',
    () =>
      new Promise<Refusal>((resolve) => {
        answer = resolve;
      }),
  );
  await open(api, '/syncs', { role: 'engineer' });
  await checkbox('Select Orders').click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.element(dialog.getByText('0 of 1 done')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect.element(dialog).not.toBeInTheDocument();
  answer(new Refusal(409, 'conflict', { detail: 'It is being deleted' }));
  await expect.element(page.getByText('Orders: It is being deleted')).toBeVisible();
});

test('the end of a run whose dialog is closed leaves a second dialog open', async () => {
  let answer: (sync: Sync) => void = () => {};
  api.on(
    'pauseSync',
    () =>
      new Promise<Sync>((resolve) => {
        answer = resolve;
      }),
  );
  await open(api, '/syncs', { role: 'engineer' });
  await checkbox('Select Orders').click();
  await checkbox('Select Old list').click();
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.element(dialog.getByText('0 of 1 done')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect.element(dialog).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect.element(dialog).toBeVisible();
  answer(orders);
  await expect.element(page.getByText('1 selected')).toBeInTheDocument();
  await expect.element(dialog.getByRole('button', { name: 'Turn on' })).toBeVisible();
});

test('only paused syncs are turned on', async () => {
  api.on('resumeSync', paused);
  await open(api, '/syncs', { role: 'engineer' });
  await checkbox('Select Old list').click();
  await expect.element(page.getByRole('button', { name: 'Pause' })).not.toBeInTheDocument();
  await page.getByRole('button', { name: 'Turn on' }).click();
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.requests('resumeSync').map(({ place }) => place.sync)).toEqual(['syn_3']);
});

test('a viewer selects no syncs', async () => {
  await open(api, '/syncs', { role: 'viewer' });
  await expect.element(page.getByRole('link', { name: 'Orders' })).toBeVisible();
  await expect.element(page.getByRole('checkbox')).not.toBeInTheDocument();
});
