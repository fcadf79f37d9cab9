import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { type Api, NEVER, Refusal } from '@/testing/api';
import { open } from '@/testing/open';
import { ADA, apiOfPeople, BY_ID, people } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const table = page.getByRole('table', { name: 'Profiles' });
const link = (name: string) => page.getByRole('link', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = apiOfPeople();
});

test('recent people are listed with facts, the time of their last event, and audiences', async () => {
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
  // The list is in the order of events, so it does not show when a model last had the person.
  await expect.element(table).toHaveTextContent('No event');
  await expect.element(page.getByText('Last event first')).toBeVisible();
  expect(api.bodies('listAudiencesOfPeople')).toEqual([{ profiles: ['prf_ada', 'prf_018c89'] }]);
  expect(api.requests('labelPeople')).toEqual([]);
  fits();
  await sound();
});

test('two facts whose names would be shown alike keep their own names', async () => {
  const facts = [
    { trait: 'lifetimeValue', value: 1 },
    { trait: 'lifetime_value', value: 2 },
    { trait: 'churnScore', value: 3 },
  ];
  api.on('listPeople', people([{ ...ADA, facts }]));
  await open(api, '/profiles');
  await expect.element(table).toHaveTextContent('lifetimeValue 1');
  await expect.element(table).toHaveTextContent('lifetime_value 2');
  await expect.element(table).toHaveTextContent('churn score 3');
});

test('a workspace without people says when there are some', async () => {
  api.on('listPeople', people([]));
  await open(api, '/profiles');
  await expect.element(page.getByRole('heading', { name: 'No people yet' })).toBeVisible();
});

test('the list does not wait for audiences', async () => {
  api.on('listPeople', people([ADA]));
  api.on('listAudiencesOfPeople', NEVER);
  await open(api, '/profiles');
  await expect.element(link('Ada Lovelace')).toBeVisible();
  await expect.element(page.getByLabelText('Audiences are loading')).toBeVisible();
});

test('people are listed although their audiences cannot be read', async () => {
  api.on('listPeople', people([ADA]));
  api.on('listAudiencesOfPeople', new Refusal(403, 'forbidden'));
  await open(api, '/profiles');
  await expect.element(link('Ada Lovelace')).toBeVisible();
  await expect.element(table).toHaveTextContent('Not available');
});

test('without the right to personal data, a person may be in audiences that are not shown', async () => {
  api.on('listPeople', people([BY_ID]));
  await open(api, '/profiles', { personalData: false });
  await expect.element(table).toHaveTextContent('None that you may see');
});

test('an error of the list is shown', async () => {
  api.on('listPeople', new Refusal(429, 'rate-limited'));
  await open(api, '/profiles');
  await expect.element(page.getByRole('alert')).toBeVisible();
});
