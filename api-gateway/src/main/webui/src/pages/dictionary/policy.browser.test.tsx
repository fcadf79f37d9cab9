import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { TraitPolicy } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { answerConfirm } from '@/testing/confirm';
import { answerTraitPage, catalogue, traitOf } from '@/testing/dictionary';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const policy = page.getByRole('combobox', { name: 'Conflicting values' });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const save = button('Recalculate for everyone');

async function choose(name: string) {
  await policy.click();
  await page.getByRole('option', { name, exact: true }).click();
}

let api: Api;

beforeEach(async () => {
  api = new Api();
  api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [traitOf('plan')] });
  answerTraitPage(api, 'plan');
  api.empty('listMembers', 'listInvitations');
  await page.viewport(375, 900);
});

test('a policy is saved once it is confirmed, and a refusal is shown until it is changed', async () => {
  api.on('putTraitPolicy', new Refusal(503, 'unavailable', { detail: 'Identity is unavailable' }));
  await open(api, '/dictionary/trait?name=plan');
  await expect.element(save).not.toBeInTheDocument();
  await choose('First value wins');
  expect(api.requests('putTraitPolicy')).toEqual([]);
  await save.click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await expect.element(policy).toHaveValue('First value wins');
  fits();
  await sound();
  await choose('Most recent value wins');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  await expect.element(save).not.toBeInTheDocument();

  api.on('putTraitPolicy', ({ body }) => {
    api.on('readTraitPolicy', body as TraitPolicy);
    return body as TraitPolicy;
  });
  await choose('First value wins');
  await save.click();
  await expect.element(save).not.toBeInTheDocument();
  await expect.element(policy).toHaveValue('First value wins');
  expect(api.bodies('putTraitPolicy')).toEqual([
    { policy: 'first', sources: [] },
    { policy: 'first', sources: [] },
  ]);
});

test('a policy that is chosen and not saved is lost only after a question, and Cancel needs none', async () => {
  const confirm = answerConfirm(false);
  const { go, address } = await open(api, '/dictionary/trait?name=plan');
  await choose('First value wins');
  void go('/team');
  await expect.poll(() => confirm.times).toBe(1);
  expect(address()).toBe('/dictionary/trait?name=plan');
  await button('Cancel').click();
  await expect.element(policy).toHaveValue('Most recent value wins');
  void go('/team');
  await expect.poll(address).toBe('/team');
  expect(confirm.times).toBe(1);
});
