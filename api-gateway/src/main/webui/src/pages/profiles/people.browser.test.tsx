import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { ListedPerson, PeopleQuery } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const ADA: ListedPerson = {
  id: 'prf_ada',
  person: { text: 'Ada Lovelace', source: 'name' },
  facts: [
    { trait: 'city', value: 'London' },
    { trait: 'orders', value: 1200 },
  ],
  lastSeen: '2026-03-02T09:00:00Z',
  identifier: null,
};
const BY_ID: ListedPerson = {
  id: 'prf_018c89',
  person: { text: 'Person …8c89', source: 'id' },
  facts: [],
  lastSeen: '2026-03-01T09:00:00Z',
  identifier: null,
};

const search = page.getByRole('searchbox', { name: 'Search people' });
const table = page.getByRole('table', { name: 'Profiles' });
const link = (name: string) => page.getByRole('link', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readIdentitySummary', { profiles: 2, identifiers: 3, merges: 0, waiting: 0 });
  api.on('listAudiencesOfPeople', {
    data: [
      { profile: 'prf_ada', audiences: [{ audience: 'aud_1', name: 'Loyal' }] },
      { profile: 'prf_018c89', audiences: [] },
    ],
  });
});

const people = (data: ListedPerson[], more: { similar?: boolean } = {}) => ({
  data,
  nextCursor: null,
  similar: false,
  ...more,
});

test('recent people are listed with facts, the time they were last seen, and audiences', async () => {
  await page.viewport(375, 900);
  api.on('listPeople', people([ADA, BY_ID]));
  await open(api, '/profiles');
  await expect
    .element(link('Ada Lovelace'))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_ada');
  await expect.element(table).toHaveTextContent('London');
  await expect.element(table).toHaveTextContent('1,200');
  await expect.element(link('Loyal')).toHaveAttribute('href', '/w/northwind/audiences/aud_1');
  await expect.element(table).toHaveTextContent('No audience');
  await expect.element(page.getByText('Recently seen people first')).toBeVisible();
  expect(api.bodies('listAudiencesOfPeople')).toEqual([{ profiles: ['prf_ada', 'prf_018c89'] }]);
  expect(api.requests('labelPeople')).toEqual([]);
  fits();
  await sound();
});

test('the text is in the address, and finds people once the user has stopped typing', async () => {
  api.on('listPeople', ({ body }) =>
    (body as PeopleQuery).query === undefined ? people([ADA, BY_ID]) : people([ADA]),
  );
  const { address } = await open(api, '/profiles');
  await expect.element(link('Person …8c89')).toBeVisible();
  await search.fill('ada lov');
  await expect.element(link('Person …8c89')).not.toBeInTheDocument();
  await expect.element(link('Ada Lovelace')).toBeVisible();
  expect(address()).toMatch(/^\/profiles\?q=ada(\+|%20)lov$/);
  expect(api.bodies('listPeople')).toEqual([{ limit: 25 }, { limit: 25, query: 'ada lov' }]);
});

test('the text of the address is searched for at once', async () => {
  api.on('listPeople', people([ADA], { similar: true }));
  await open(api, '/profiles?q=adda');
  await expect.element(search).toHaveValue('adda');
  await expect.element(link('Ada Lovelace')).toBeVisible();
  await expect.element(page.getByText('No exact match. Similar:')).toBeVisible();
});

test('a search without a result says so', async () => {
  api.on('listPeople', people([]));
  await open(api, '/profiles?q=xyz');
  await expect
    .element(page.getByText('No name or identifier begins with this text or is similar to it.'))
    .toBeVisible();
});

test('a user without the right to personal data learns that only whole identifiers are found', async () => {
  api.on('listPeople', people([]));
  await open(api, '/profiles?q=xyz', { personalData: false });
  await expect
    .element(page.getByText('No person has exactly this identifier.', { exact: false }))
    .toBeVisible();
});

test('one character is too little, and nothing is read', async () => {
  await open(api, '/profiles?q=a');
  await expect.element(page.getByText('Enter at least 2 characters.').first()).toBeVisible();
  expect(api.requests('listPeople')).toEqual([]);
});

test('a workspace without people says when there are some', async () => {
  api.on('listPeople', people([]));
  await open(api, '/profiles');
  await expect.element(page.getByText('No people yet')).toBeVisible();
});

test('the list does not wait for audiences', async () => {
  api.on('listPeople', people([ADA]));
  api.on('listAudiencesOfPeople', new Refusal(503, 'unavailable'));
  await open(api, '/profiles');
  await expect.element(link('Ada Lovelace')).toBeVisible();
});

test('an error of the list is shown', async () => {
  api.on('listPeople', new Refusal(429, 'rate-limited'));
  await open(api, '/profiles');
  await expect.element(page.getByRole('alert')).toBeVisible();
});
