import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Member, Merge, Unmerge } from '@/api/generated/model';
import { Api, NEVER } from '@/testing/api';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { answerIdentity } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const CLIENT = '2f6f7a4c-0d0e-4a0b-8a51-6f8f4a1c9b11';

const vera: Member = {
  id: 'sub-vera',
  email: 'vera@northwind.example',
  username: 'vera',
  name: 'Vera Marketer',
  role: 'marketer',
  personalData: true,
  invited: false,
};
const identifier = { type: 'email', value: 'ann@shop.example' };
const unmerge = (by: string, into: string): Unmerge => ({
  into,
  profile: into === 'prf_ann' ? 'prf_bob' : 'prf_ann',
  identifiers: [identifier],
  by,
  event: 'evt_1',
  at: AT,
});
const merge: Merge = {
  profile: 'prf_old',
  into: 'prf_ann',
  at: AT,
  cause: 'evt_1',
  left: identifier,
  right: { type: 'user_id', value: 'ann' },
  had: { identifiers: [identifier], traits: ['plan'], identifierCount: 1, traitCount: 1 },
  otherHad: { identifiers: [], traits: [], identifierCount: 0, traitCount: 0 },
  rulesVersion: null,
};

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listMembers', pageOf(vera));
  api.empty('listLinkedPeople', 'listModels', 'listSources');
});

async function openHistory(unmerges: Unmerge[], merges: Merge[] = []) {
  answerIdentity(api, [identifier], { merges, unmerges });
  await page.viewport(375, 900);
  await open(api, '/profiles/prf_ann?tab=identity', { role: 'viewer' });
}

test('who unmerged a person is named on both sides', async () => {
  await openHistory([unmerge('sub-vera', 'prf_bob'), unmerge('sub-vera', 'prf_ann')]);
  const lines = page.getByRole('listitem').filter({ hasText: 'was unmerged by' });
  await expect.element(lines.nth(0)).toHaveTextContent('was unmerged by Vera Marketer');
  await expect.element(lines.nth(1)).toHaveTextContent('was unmerged by Vera Marketer');
  fits();
  await sound();
});

test('an API client that unmerged a person is named for every role', async () => {
  api.on('listApiClientNames', pageOf({ id: CLIENT, name: 'importer' }));
  await openHistory([unmerge(CLIENT, 'prf_bob')]);
  const line = page.getByRole('listitem').filter({ hasText: 'was unmerged by' });
  await expect.element(line).toHaveTextContent('was unmerged by the API client importer');
  await expect.element(page.getByText(CLIENT)).not.toBeInTheDocument();
  await sound();
});

test('names of API clients are read only if a caller is no member', async () => {
  await openHistory([unmerge('sub-vera', 'prf_bob')]);
  await expect.element(page.getByText('Vera Marketer')).toBeVisible();
  expect(api.requests('listApiClientNames')).toEqual([]);
});

test('a caller without a name is not shown by the id of the account', async () => {
  await openHistory([unmerge(CLIENT, 'prf_bob')]);
  const line = page.getByRole('listitem').filter({ hasText: 'was unmerged by' });
  await expect.element(line).toHaveTextContent('a former user or a deleted API client');
  await expect.element(page.getByText(CLIENT)).not.toBeInTheDocument();
});

test('while members are read, no id stands for the name', async () => {
  api.on('listMembers', NEVER);
  await openHistory([unmerge('sub-vera', 'prf_bob')]);
  const line = page.getByRole('listitem').filter({ hasText: 'was unmerged by' });
  await expect.element(line).toHaveTextContent('was unmerged by …');
  await expect.element(page.getByText('sub-vera')).not.toBeInTheDocument();
});

test('what both profiles had before a merge is folded', async () => {
  await openHistory([], [merge]);
  const had = page.getByText('Identifiers of this profile:');
  await expect.element(page.getByText('was merged')).toBeVisible();
  await expect.element(had).not.toBeVisible();
  await page.getByText('Both profiles before the merge').click();
  await expect.element(had).toBeVisible();
  fits();
  await sound();
});
