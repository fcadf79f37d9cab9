import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Event, Profile, TraitOfProfile } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { profileOf } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';

const ada = profileOf({
  id: 'prf_1',
  person: { text: 'Ada', source: 'name' },
  identifiers: [
    { type: 'email', value: 'ada@shop.example' },
    { type: 'user_id', value: { masked: true } },
  ],
  traits: { city: 'London', name: 'Ada', salary: { masked: true } },
});
const bought: Event = {
  id: 'evt_1',
  source: 'src_1',
  type: 'track',
  name: 'Order Completed',
  outcome: 'applied',
  reason: null,
  profile: 'prf_1',
  person: null,
  timestamp: AT,
  receivedAt: AT,
};

const region = (name: string) => page.getByRole('region', { name, exact: true });

test('a profile begins with key facts, identifiers and the newest events', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  api.on('readProfile', ada);
  api.on('listEvents', pageOf(bought));
  api.empty('listTraitsOfProfile', 'listAudiences', 'listAudiencesOfProfile');
  api.empty('listSources', 'listModels', 'listDestinations');
  await open(api, '/profiles/prf_1');
  await expect.element(region('Key facts')).toHaveTextContent('London');
  await expect.element(region('Key facts')).not.toHaveTextContent('salary');
  expect(region('Identifiers left out').query()).toBeNull();
  await expect.element(region('Identifiers')).toHaveTextContent('ada@shop.example');
  await expect.element(region('Identifiers')).toHaveTextContent('hidden');
  await expect
    .element(region('Newest events').getByRole('link', { name: 'Order Completed' }))
    .toHaveAttribute('href', '/w/northwind/events/evt_1');
  expect(api.requests('listEvents')[0]?.query).toEqual({ profile: 'prf_1', limit: '5' });
  await expect
    .element(region('Destinations').getByRole('link', { name: 'Why is the person at a' }))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_1?tab=log');
  fits();
  await sound();
});

test.each([
  [375, 'below the identifiers'],
  [1280, 'beside the identifiers'],
])('at %d pixels the traits are %s', async (width) => {
  await page.viewport(width, 900);
  const api = new Api();
  api.on('readProfile', {
    ...ada,
    leftOut: [{ type: 'email', value: 'ada@shop', reason: 'invalid', limit: null }],
  });
  api.empty('listEvents', 'listTraitsOfProfile', 'listAudiences', 'listAudiencesOfProfile');
  api.empty('listSources', 'listModels', 'listDestinations');
  await open(api, '/profiles/prf_1');
  const box = (name: string) => region(name).element().getBoundingClientRect();
  const traits = box('Traits');
  if (width === 375) {
    expect(box('Identifiers').bottom).toBeLessThan(traits.top);
    expect(box('Identifiers left out').bottom).toBeLessThan(traits.top);
  } else {
    expect(traits.right).toBeLessThan(box('Identifiers').left);
    expect(traits.top - box('Newest events').bottom).toBeCloseTo(16, 0);
  }
});

test('identifiers that events and rows named and that did not count are shown with the reason', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  const limit = { type: 'anonymous_id', values: 3, per: 'ever' } as const;
  const leftOut = [
    { type: 'email', value: 'ada@shop', reason: 'invalid', limit: null },
    { type: 'anonymous_id', value: { masked: true }, reason: 'limit', limit },
  ] satisfies Profile['leftOut'];
  api.on('readProfile', { ...ada, leftOut });
  api.empty('listEvents', 'listTraitsOfProfile', 'listAudiences', 'listAudiencesOfProfile');
  api.empty('listSources', 'listModels', 'listDestinations');
  await open(api, '/profiles/prf_1');
  const shown = region('Identifiers left out').getByRole('listitem');
  await expect.element(shown.nth(0)).toHaveTextContent('ada@shop');
  await expect.element(shown.nth(0)).toHaveTextContent('does not match the format of its type');
  await expect.element(shown.nth(1)).toHaveTextContent('hidden');
  await expect.element(shown.nth(1)).toHaveTextContent('3');
  fits();
  await sound();
});

test('an empty timeline says that events are stored from their arrival', async () => {
  const api = new Api();
  api.on('readProfile', ada);
  api.empty('listEvents', 'listTraitsOfProfile', 'listAudiences', 'listAudiencesOfProfile');
  api.empty('listSources', 'listModels', 'listDestinations');
  await open(api, '/profiles/prf_1?tab=timeline');
  await expect.element(page.getByText('stored for 30 days from its arrival')).toBeVisible();
});

test('two key facts whose names would be shown alike keep their own names', async () => {
  const api = new Api();
  const traits = { lifetimeValue: 1, lifetime_value: 2, churnScore: 3 };
  api.on('readProfile', { ...ada, traits });
  api.empty('listEvents', 'listTraitsOfProfile', 'listAudiences', 'listAudiencesOfProfile');
  api.empty('listSources', 'listModels', 'listDestinations');
  await open(api, '/profiles/prf_1');
  for (const shown of ['lifetimeValue', 'lifetime_value', 'churn score']) {
    await expect.element(region('Key facts').getByText(shown, { exact: true })).toBeVisible();
  }
});

test('traits have the names of the key facts, and a column of actions', async () => {
  await page.viewport(1280, 900);
  const trait = (name: string): TraitOfProfile => ({
    trait: name,
    value: 'Ada',
    classification: 'harmless',
    policy: 'latest',
    origin: { kind: 'manual', source: null, model: null, row: null, author: null },
    said: [],
  });
  const api = new Api();
  api.on('readProfile', ada);
  api.on('listTraitsOfProfile', pageOf(...['firstName', 'lastOrder', 'last_order'].map(trait)));
  api.empty('listEvents', 'listAudiences', 'listAudiencesOfProfile');
  api.empty('listSources', 'listModels', 'listDestinations');
  await open(api, '/profiles/prf_1');
  const table = page.getByRole('table', { name: 'Traits' });
  for (const shown of ['first name', 'lastOrder', 'last_order']) {
    await expect.element(table.getByRole('cell', { name: shown, exact: true })).toBeVisible();
  }
  await expect.element(table.getByRole('columnheader', { name: 'Actions' })).toBeVisible();
  await expect.element(table.getByText('To do')).not.toBeInTheDocument();
  await sound();
});
