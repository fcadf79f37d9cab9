import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api, Refusal } from '@/testing/api';
import { answerConfirm } from '@/testing/confirm';
import { open } from '@/testing/open';
import { answerIdentity } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const identifier = { type: 'email', value: 'ann@shop.example' };

const form = page.getByRole('region', { name: 'Why are two identifiers one person, or not?' });
const first = form.getByRole('group', { name: 'First identifier' });
const second = form.getByRole('group', { name: 'Second identifier' });
const explain = form.getByRole('button', { name: 'Explain' });

let api: Api;

beforeEach(async () => {
  api = new Api();
  answerIdentity(api, [identifier]);
  api.empty('listMembers', 'listInvitations', 'listLinkedPeople', 'listModels', 'listSources');
});

test('the question begins with an identifier of the person, and is sent once both values are there', async () => {
  api.on('explainIdentity', Refusal.of({ '/b/value': 'No e-mail address' }));
  await page.viewport(375, 900);
  await open(api, '/profiles/prf_ann?tab=identity', { role: 'viewer' });
  await expect.element(first.getByLabelText('Value')).toHaveValue(identifier.value);
  await explain.click();
  await expect.element(second.getByText('Enter the whole value.')).toBeVisible();
  expect(api.requests('explainIdentity')).toEqual([]);
  await second.getByLabelText('Value').fill(' bob ');
  await expect.element(second.getByText('Enter the whole value.')).not.toBeInTheDocument();
  await explain.click();
  await expect.element(second.getByText('No e-mail address')).toBeVisible();
  await expect.element(form.getByRole('alert')).not.toBeInTheDocument();
  fits();
  await sound();
  await second.getByLabelText('Value').fill('bob@shop.example');
  await expect.element(second.getByText('No e-mail address')).not.toBeInTheDocument();
  expect(api.bodies('explainIdentity')).toEqual([
    { a: identifier, b: { type: 'email', value: 'bob' } },
  ]);
});

test('a question is left without a warning, because nothing is stored', async () => {
  const confirm = answerConfirm(false);
  const { go, address } = await open(api, '/profiles/prf_ann?tab=identity', { role: 'viewer' });
  await second.getByLabelText('Value').fill('bob@shop.example');
  void go('/team');
  await expect.poll(address).toBe('/team');
  expect(confirm.times).toBe(0);
});
