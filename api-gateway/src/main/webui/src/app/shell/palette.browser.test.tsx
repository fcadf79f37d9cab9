import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Api, NEVER } from '@/testing/api';
import { content, open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const dialog = page.getByRole('dialog');
const search = page.getByPlaceholder('A page, an audience');

let api: Api;

beforeEach(() => {
  api = new Api();
  api.empty('listSources', 'listAudiences', 'listDestinations', 'listSyncs', 'listModels');
  api.empty('listWarehouses', 'listConnectors');
  // A pause in typing starts a search for people.
  api.on('searchProfiles', NEVER);
});

test('the keyboard alone leads to a page, and back', async () => {
  const { address, back } = await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('Destinations');
  await expect.element(dialog.getByRole('button', { name: 'Syncs' })).not.toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toBe('/destinations');
  await content();
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Destinations');
  await expect.element(dialog).not.toBeInTheDocument();
  back();
  await expect.poll(address).toBe('/sources');
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Sources');
});

test('whoever may not create something is not offered it', async () => {
  await open(api, '/sources', { role: 'viewer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('source');
  await expect.element(dialog.getByRole('button', { name: 'Sources' })).toBeVisible();
  await expect
    .element(dialog.getByRole('button', { name: 'Create source' }))
    .not.toBeInTheDocument();
});

test('it fits a narrow window, and Escape closes it', async () => {
  await page.viewport(375, 900);
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  fits();
  await sound();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
});

test('people are found with their names', async () => {
  api.on('searchProfiles', {
    data: [
      {
        id: 'prf_ada',
        person: { text: 'Ada Lovelace', source: 'name' },
        identifier: { type: 'email', value: 'ada@northwind.example' },
      },
    ],
  });
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('ada@north');
  await expect
    .element(dialog.getByRole('button', { name: 'Ada Lovelace' }))
    .toHaveTextContent('ada@northwind.example');
});
