import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { TraitQuality } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { answerTraitPage, catalogue, traitOf } from '@/testing/dictionary';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const quality: TraitQuality = {
  trait: 'visits',
  distinct: 3,
  filled: 5_000,
  valid: 5_000,
  meaning: 'other',
  flaws: [],
  types: [{ type: 'number', people: 5_000 }],
};
const visits = traitOf('visits', { people: 10_400, types: ['number'] });
const sample = { asOf: catalogue.asOf, lookedAt: 10_000, people: 20_000 };

function sampled(): Api {
  const api = new Api();
  answerTraitPage(api, 'visits');
  api.on('listCatalogueTraits', { ...catalogue, people: 20_000, data: [visits] });
  api.on('listTraitQuality', { ...sample, data: [quality] });
  api.on('readTraitQuality', { ...sample, quality });
  return api;
}

test('the share of people with a trait is that of the catalogue on each page', async () => {
  const api = sampled();
  const { go } = await open(api, '/dictionary?tab=quality', { role: 'admin' });
  const table = page.getByRole('table', { name: 'Data quality' });
  await expect.element(table).toHaveTextContent('52%');
  await expect.element(table).not.toHaveTextContent('50%');
  await expect.element(page.getByText('10,000 of 20,000 people, chosen at random')).toBeVisible();
  await sound();
  await go('/dictionary/trait?name=visits');
  const panel = page.getByRole('region', { name: 'Data quality' });
  await expect.element(panel).toHaveTextContent('52%');
  await expect.element(panel).not.toHaveTextContent('50%');
  await expect.element(page.getByText('10,400 people have this trait, 52% of all.')).toBeVisible();
  fits();
});

test('without the catalogue, the share is that of the checked people', async () => {
  const api = sampled();
  api.on('listCatalogueTraits', new Refusal(503, 'unavailable'));
  await open(api, '/dictionary?tab=quality', { role: 'admin' });
  const table = page.getByRole('table', { name: 'Data quality' });
  await expect.element(table).toHaveTextContent('50%');
});

test('a part that is rounded is neither nothing nor everything', async () => {
  const api = sampled();
  const few = traitOf('visits', { people: 0, approximate: true });
  api.on('listCatalogueTraits', { ...catalogue, people: 20_000, data: [few] });
  const types: TraitQuality['types'] = [
    { type: 'number', people: 60 },
    { type: 'text', people: 0 },
  ];
  const hidden = { ...quality, distinct: null, filled: 60, valid: 60, types };
  api.on('listTraitQuality', { ...sample, data: [hidden] });
  api.on('readTraitQuality', { ...sample, quality: hidden });
  const { go } = await open(api, '/dictionary?tab=quality', { personalData: false });
  const table = page.getByRole('table', { name: 'Data quality' });
  await expect.element(table).toHaveTextContent('< 0.3%');
  await expect.element(table).toHaveTextContent('≈ 100%');
  await go('/dictionary/trait?name=visits');
  const panel = page.getByRole('region', { name: 'Data quality' });
  await expect.element(panel).toHaveTextContent('Number ≈ 100% · Text < 83.3%');
});
