import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { PeopleQuery } from '@/api/generated/model';
import { queryClient } from '@/api/queryClient';
import { type Api, NEVER } from '@/testing/api';
import { open } from '@/testing/open';
import { ADA, apiOfPeople, BY_ID, people } from '@/testing/people';
import { sound } from '@/testing/sound';

const search = page.getByRole('searchbox', { name: 'Search people' });
const link = (name: string) => page.getByRole('link', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = apiOfPeople();
});

test('people are found once the user has stopped typing, and the text is in no address', async () => {
  api.on('listPeople', ({ body }) =>
    (body as PeopleQuery).query === undefined ? people([ADA, BY_ID]) : people([ADA]),
  );
  const { address } = await open(api, '/profiles');
  await expect.element(link('Person …8c89')).toBeVisible();
  await search.fill('ada lov');
  await expect.element(link('Person …8c89')).not.toBeInTheDocument();
  await expect.element(link('Ada Lovelace')).toBeVisible();
  expect(address()).toBe('/profiles');
  expect(api.bodies('listPeople')).toEqual([{ limit: 25 }, { limit: 25, query: 'ada lov' }]);
});

test('Back leads to the same text and the same people', async () => {
  api.on('listPeople', ({ body }) =>
    (body as PeopleQuery).query === undefined ? people([ADA, BY_ID]) : people([ADA]),
  );
  const { go, back } = await open(api, '/profiles');
  await search.fill('ada lov');
  await expect.element(link('Person …8c89')).not.toBeInTheDocument();
  await go('/profiles');
  await expect.element(search).toHaveValue('');
  await expect.element(link('Person …8c89')).toBeVisible();
  back();
  await expect.element(search).toHaveValue('ada lov');
  await expect.element(link('Person …8c89')).not.toBeInTheDocument();
  await expect.element(link('Ada Lovelace')).toBeVisible();
});

test('people with a similar name are shown as such', async () => {
  api.on('listPeople', people([ADA], { similar: true }));
  await open(api, '/profiles');
  await search.fill('adda');
  await expect.element(page.getByText('No exact match. Similar:')).toBeVisible();
});

test('people of a search for names that took too long are shown, and that others can be missing', async () => {
  api.on('listPeople', people([ADA], { namesSearched: false }));
  await open(api, '/profiles');
  await search.fill('ada');
  await expect
    .element(page.getByText('The search for names took too long', { exact: false }))
    .toBeVisible();
  await expect.element(link('Ada Lovelace')).toBeVisible();
  await sound();
});

test('without a result, a search for names that took too long does not say that there is nobody', async () => {
  api.on('listPeople', people([], { namesSearched: false }));
  await open(api, '/profiles');
  await search.fill('xyz');
  await expect
    .element(page.getByText('The search for names took too long', { exact: false }))
    .toBeVisible();
  await expect
    .element(page.getByText('No name or identifier begins with this text', { exact: false }))
    .not.toBeInTheDocument();
});

test('similar people of a search that took too long are shown as such, and that others can be missing', async () => {
  api.on('listPeople', people([ADA], { similar: true, namesSearched: false }));
  await open(api, '/profiles');
  await search.fill('adda');
  await expect
    .element(
      page.getByText('No exact match. The search for similar people took too long', {
        exact: false,
      }),
    )
    .toBeVisible();
  await expect
    .element(page.getByText('The search for names', { exact: false }))
    .not.toBeInTheDocument();
  await expect.element(link('Ada Lovelace')).toBeVisible();
});

test('without a result, a search for similar people that took too long says that nothing begins with the text', async () => {
  api.on('listPeople', people([], { similar: true, namesSearched: false }));
  await open(api, '/profiles');
  await search.fill('xyz');
  await expect
    .element(
      page.getByText('No exact match. The search for similar people took too long', {
        exact: false,
      }),
    )
    .toBeVisible();
  await expect
    .element(page.getByText('No name or identifier begins with this text.', { exact: true }))
    .toBeVisible();
});

test('a search without a result says so', async () => {
  api.on('listPeople', people([]));
  await open(api, '/profiles');
  await search.fill('xyz');
  await expect
    .element(page.getByText('No name or identifier begins with this text or is similar to it.'))
    .toBeVisible();
});

test('that nobody was found is not said of the text that is searched for', async () => {
  const nobody = page.getByText('No name or identifier begins with this text', { exact: false });
  api.on('listPeople', ({ body }) => {
    const { query } = body as PeopleQuery;
    return query === 'zzz y' ? NEVER() : people(query === undefined ? [ADA] : []);
  });
  await open(api, '/profiles');
  await search.fill('zzz');
  await expect.element(nobody).toBeVisible();
  await search.fill('zzz y');
  await expect.element(page.getByText('Searching …')).toBeVisible();
  await expect.element(nobody).not.toBeInTheDocument();
  await expect.poll(() => api.bodies('listPeople')).toContainEqual({ limit: 25, query: 'zzz y' });
  await expect.element(nobody).not.toBeInTheDocument();
});

test('while the recent people are loaded, nothing says that there are none', async () => {
  // The list is read again, because it is no longer kept.
  const asked: PeopleQuery[] = [];
  api.on('listPeople', ({ body }) => {
    asked.push(body as PeopleQuery);
    return (body as PeopleQuery).query === undefined && asked.length > 1 ? NEVER() : people([]);
  });
  await open(api, '/profiles');
  await expect.element(page.getByRole('heading', { name: 'No people yet' })).toBeVisible();
  await search.fill('zzz');
  await expect.element(page.getByText('No name or identifier', { exact: false })).toBeVisible();
  queryClient.removeQueries({
    type: 'inactive',
    predicate: ({ queryKey }) => queryKey.at(-1) === '',
  });
  await search.fill('');
  await expect.poll(() => asked.length).toBe(3);
  await expect.element(page.getByText('Searching …')).toBeVisible();
  await expect
    .element(page.getByRole('heading', { name: 'No people yet' }))
    .not.toBeInTheDocument();
});

test('a user without the right to personal data learns what was searched for', async () => {
  api.on('listPeople', people([]));
  await open(api, '/profiles', { personalData: false });
  await search.fill('xyz');
  await expect
    .element(page.getByText('No person has exactly this identifier', { exact: false }))
    .toBeVisible();
});

test('one character is too little, 513 are too many, and nothing is read', async () => {
  api.on('listPeople', people([ADA]));
  await open(api, '/profiles');
  await search.fill('a');
  await expect.element(page.getByText('Enter at least 2 characters.')).toBeVisible();
  await search.fill('a'.repeat(513));
  await expect.element(page.getByText('Enter at most 512 characters.')).toBeVisible();
  expect(api.bodies('listPeople')).toEqual([{ limit: 25 }]);
});
