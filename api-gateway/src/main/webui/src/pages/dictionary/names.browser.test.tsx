import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { CatalogueProperty, CatalogueTrait } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const catalogue = { asOf: AT, estimated: false, more: false };
const lifetimeValue: CatalogueTrait = {
  name: 'lifetime_value',
  people: 900,
  approximate: false,
  types: ['number'],
  lastSeen: AT,
  declared: null,
  unreadable: null,
  synonyms: [],
};
const category: CatalogueProperty = {
  name: 'products.mainCategory',
  events: 7,
  approximate: false,
  types: ['list'],
  lastSeen: AT,
  declared: null,
  unreadable: null,
};

const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const link = (name: string) => page.getByRole('link', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  const plan = { ...lifetimeValue, name: 'plan' };
  api.on('listCatalogueTraits', { ...catalogue, people: 2000, data: [lifetimeValue, plan] });
  const added = { call: 'track', event: 'product_added', people: 4, events: 7, lastSeen: AT };
  api.on('listCatalogueEvents', {
    ...catalogue,
    people: 2000,
    data: [{ ...added, synonyms: [] }],
  });
  api.on('listCatalogueProperties', { ...catalogue, events: 7, data: [category] });
  api.on('listCatalogueValues', { ...catalogue, data: [], masked: true, numbers: null });
  api.on('listTraits', pageOf());
  api.on('readTraitPolicy', { policy: 'latest', sources: [] });
  api.on('readTraitQuality', {
    asOf: AT,
    lookedAt: 4,
    people: 4,
    quality: {
      trait: 'lifetime_value',
      distinct: 0,
      filled: 0,
      valid: 0,
      meaning: 'other',
      flaws: [],
      types: [],
    },
  });
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
