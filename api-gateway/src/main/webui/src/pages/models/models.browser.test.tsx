import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Sync } from '@/api/generated/model';
import { Api, NEVER } from '@/testing/api';
import { people } from '@/testing/models';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const stores = { ...people, id: 'mdl_2', key: 'stores', name: 'Stores' };
const rowsOf = (model: string, id: string): Sync => ({
  ...contacts,
  id,
  from: { kind: 'model', model },
});

const row = (name: string) => page.getByRole('row').filter({ hasText: name });

function models() {
  const api = new Api();
  api.on('listModels', pageOf(people, stores));
  api.empty('listWarehouses');
  return api;
}

test('the list of models says how many syncs use each, by id or key', async () => {
  const api = models();
  api.on('listSyncs', pageOf(rowsOf('mdl_1', 'syn_1'), rowsOf('people', 'syn_2'), contacts));
  await page.viewport(1280, 900);
  await open(api, '/models');
  await expect.element(page.getByRole('columnheader', { name: 'Syncs' })).toBeVisible();
  await expect.element(row('People').getByRole('cell').last()).toHaveTextContent(/^2$/);
  await expect.element(row('Stores').getByRole('cell').last()).toHaveTextContent(/^0$/);
  await sound();
  await page.viewport(375, 900);
  fits();
});

test('models are shown before syncs are read, without a number', async () => {
  const api = models();
  api.on('listSyncs', NEVER);
  // The page is never complete.
  open(api, '/models').catch(() => undefined);
  await expect.element(row('Stores')).toBeVisible();
  await expect.element(row('Stores').getByRole('cell').last()).not.toHaveTextContent(/\d/);
});
