import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { answerTraitPage, catalogue, eventOf, propertyOf, traitOf } from '@/testing/dictionary';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const link = (name: string) => page.getByRole('link', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  const traits = [traitOf('lifetime_value', { types: ['number'] }), traitOf('plan')];
  api.on('listCatalogueTraits', { ...catalogue, people: 2000, data: traits });
  const data = [eventOf('product_added')];
  api.on('listCatalogueEvents', { ...catalogue, people: 2000, data });
  const properties = [propertyOf('products.mainCategory', { types: ['list'] })];
  api.on('listCatalogueProperties', { ...catalogue, events: 7, data: properties });
  answerTraitPage(api, 'lifetime_value');
});

test('a trait has its readable name, and its raw name below only if it differs', async () => {
  await page.viewport(375, 900);
  await open(api, '/dictionary');
  await expect.element(link('lifetime value')).toBeVisible();
  await expect.element(row('lifetime value')).toHaveTextContent('lifetime_value');
  await expect.element(row('plan').getByText('plan')).toBeVisible();
  expect(row('plan').getByText('plan').elements()).toHaveLength(1);
  fits();
  await sound();
  await link('lifetime value').click();
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent(/^lifetime value$/);
  await expect.element(page.getByText('lifetime_value').first()).toBeVisible();
});

test.each(['lifetime_v', 'lifetime v'])('a trait is found by “%s”', async (typed) => {
  await open(api, `/dictionary?q=${encodeURIComponent(typed)}`);
  await expect.element(link('lifetime value')).toBeVisible();
  await expect.element(link('plan')).not.toBeInTheDocument();
});

test('an event and its properties have their readable names', async () => {
  await open(api, '/dictionary?tab=events');
  await expect.element(row('Product added')).toHaveTextContent('product_added');
  await link('Product added').click();
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Product added');
  await expect.element(row('products › main category')).toHaveTextContent('products.mainCategory');
});
