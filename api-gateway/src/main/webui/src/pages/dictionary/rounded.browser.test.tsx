import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { answerTraitPage, catalogue, traitOf } from '@/testing/dictionary';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const exact = traitOf('plan', { people: 900 });
const few = traitOf('allergy', { people: 0, approximate: true });
const many = traitOf('birthday', { people: 1200, approximate: true });

const row = (name: string) => page.getByRole('row').filter({ hasText: name });
const note = page.getByText('Figures of personal data that you may not see are rounded.');

let api: Api;

beforeEach(() => {
  api = new Api();
  answerTraitPage(api, 'allergy');
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
