import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CatalogueProperties } from '@/api/generated/model';
import { Api, NEVER } from '@/testing/api';
import { catalogue, eventOf, propertyOf, traitOf } from '@/testing/dictionary';
import { late } from '@/testing/late';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

const condition = (name: string) => page.getByRole('group', { name, exact: true });
const value = (name: string) => condition(name).getByRole('combobox', { name: 'Value' });
const said = (text: string) => page.getByRole('status').filter({ hasText: text });
const lists = page.getByRole('listbox');

const seen = (...values: string[]) => ({
  ...catalogue,
  masked: false,
  numbers: null,
  data: values.map((value) => ({ value, people: 4 })),
});

let api: Api;

beforeEach(async () => {
  api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listAudiences');
  api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [traitOf('country')] });
  const events = [eventOf('Order Completed')];
  api.on('listCatalogueEvents', { ...catalogue, people: 4, data: events });
  api.on('listCatalogueEventProperties', { ...catalogue, data: [] });
  api.on('listCatalogueProperties', { ...catalogue, events: 7, data: [] });
  api.on('searchCatalogueValues', { ...catalogue, data: [] });
  api.on('searchCataloguePropertyValues', { ...catalogue, data: [] });
  api.on('previewAudience', NEVER);
});

async function add(typed: string) {
  await open(api, '/audiences/new', { role: 'marketer' });
  await page.getByRole('button', { name: 'Condition' }).click();
  await expect.element(page.getByPlaceholder('Churn score, Order Completed')).toHaveFocus();
  await userEvent.keyboard(typed);
  await expect
    .element(lists.getByRole('option').first())
    .toHaveAttribute('data-combobox-selected', 'true');
  await userEvent.keyboard('{Enter}');
}

test('a value field without values says so, and has no empty list box', async () => {
  api.on('listCatalogueValues', seen());
  await add('country');
  await expect.element(value('country')).toHaveFocus();
  await expect.element(said('No value like this. Type one.')).toBeVisible();
  await expect.element(lists).not.toBeInTheDocument();
  await sound();
  await said('No value like this. Type one.').click();
  await expect.element(value('country')).toHaveFocus();
  await userEvent.keyboard('NL');
  await expect.element(lists.getByRole('option', { name: 'Use “NL”' })).toBeVisible();
  await sound();
});

test('a value field with values has its list box', async () => {
  api.on('listCatalogueValues', seen('NL', 'BE'));
  await add('country');
  await expect.element(page.getByRole('listbox', { name: 'Seen so far' })).toBeVisible();
  await expect.poll(() => lists.getByRole('option').elements().length).toBe(2);
  await expect.element(said('2 options')).toBeInTheDocument();
  await sound();
  // The third option takes what is typed.
  await userEvent.keyboard('N');
  await expect.element(said('3 options')).toBeInTheDocument();
});

test('the search of properties has no empty list box', async () => {
  await add('order completed');
  await condition('Order Completed').getByRole('button', { name: 'Where' }).click();
  await expect.element(said('No property was seen. Type its name.')).toBeVisible();
  await expect.element(lists).not.toBeInTheDocument();
  await sound();
});

test('nothing is said of properties while they are read', async () => {
  const read = late<CatalogueProperties>();
  api.on('listCatalogueProperties', read.answer);
  await add('order completed');
  await condition('Order Completed').getByRole('button', { name: 'Where' }).click();
  await expect.element(said('Loading')).toBeVisible();
  await expect.element(page.getByText('No property was seen')).not.toBeInTheDocument();
  await sound();
  read.give({ ...catalogue, events: 7, data: [propertyOf('products')] });
  await expect.element(lists.getByRole('option', { name: 'products' })).toBeVisible();
});
