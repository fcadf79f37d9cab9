import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { CatalogueTrait } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const catalogue = { asOf: AT, estimated: false, more: false };
const exact: CatalogueTrait = {
  name: 'plan',
  people: 900,
  approximate: false,
  types: ['text'],
  lastSeen: AT,
  declared: null,
  unreadable: null,
  synonyms: [],
};
const few: CatalogueTrait = { ...exact, name: 'allergy', people: 0, approximate: true };
const many: CatalogueTrait = { ...few, name: 'birthday', people: 1200 };

const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const note = page.getByText('Figures of personal data that you may not see are rounded.');

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listTraits', pageOf());
  api.on('listCatalogueValues', { ...catalogue, data: [], masked: true, numbers: null });
});

test('the dictionary says which figures are rounded, and shows few as few', async () => {
  api.on('listCatalogueTraits', { ...catalogue, people: 2000, data: [exact, few, many] });
  await open(api, '/dictionary', { role: 'viewer', personalData: false });
  await expect.element(row('plan')).toHaveTextContent('900');
  await expect.element(row('allergy')).toHaveTextContent('fewer than 50');
  await expect.element(row('birthday')).toHaveTextContent('about 1,200');
  await expect.element(note).toBeVisible();
  fits();
  await sound();
});

test('the page of a trait that few people have does not say that nobody has it', async () => {
  api.on('listCatalogueTraits', { ...catalogue, people: 2000, data: [few] });
  api.on('readTraitPolicy', { policy: 'latest', sources: [] });
  api.on('readTraitQuality', {
    asOf: AT,
    lookedAt: 4,
    people: 4,
    quality: {
      trait: 'allergy',
      distinct: 0,
      filled: 0,
      valid: 0,
      meaning: 'other',
      flaws: [],
      types: [],
    },
  });
  await open(api, '/dictionary/trait?name=allergy', { role: 'viewer', personalData: false });
  await expect.element(page.getByText('People with this trait: fewer than 50.')).toBeVisible();
  await expect.element(note).toBeVisible();
});

test('figures that are not rounded have no note', async () => {
  api.on('listCatalogueTraits', { ...catalogue, people: 2000, data: [exact] });
  await open(api, '/dictionary');
  await expect.element(row('plan')).toHaveTextContent('900');
  await expect.element(note).not.toBeInTheDocument();
});
