import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Manifest, ObjectType } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { withList } from '@/testing/hubspot';
import { goTo } from '@/testing/keyboard';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const [contacts] = withList.objects as [ObjectType];
const [token] = withList.settings as [Manifest['settings'][number]];

const webhook: Manifest = {
  ...withList,
  id: 'webhook',
  name: 'Webhook',
  description: 'Sends signed JSON to your own address.',
  authentication: 'oauth-authorization-code',
  api: { version: 'v1', end: null, words: 'The vendor names no end' },
  settings: [
    { ...token, name: 'url', label: 'Address', secret: false },
    { ...token, name: 'signingSecret', label: 'Signing secret' },
  ],
  objects: [{ ...contacts, name: 'events', label: 'Events', kind: 'event', effectClass: 'C' }],
};

const search = page.getByRole('searchbox', { name: 'Search connectors' });
const card = (name: string) => page.getByRole('article').filter({ hasText: name });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listConnectors', pageOf(withList, webhook));
  api.empty('listDestinations');
});

test('a connector says what it needs, what it accepts, and what it guarantees', async () => {
  await open(api, '/destinations/new', { role: 'engineer' });
  const hubspot = card('HubSpot');
  await expect.element(hubspot).toHaveTextContent(/Access by\s*an access token/);
  await expect.element(card('Webhook')).toHaveTextContent(/Access by\s*sign-in with OAuth/);
  await expect
    .element(hubspot)
    .toHaveTextContent(/API version\s*v3, supported until Thursday,? 30 September 2027 at least/);
  await expect.element(card('Webhook')).toHaveTextContent(/API version\s*v1, no end known/);
  await expect.element(hubspot).toHaveTextContent(/Needs\s*Access token/);
  await expect.element(hubspot).toHaveTextContent(/Accepts\s*everyone, an audience,? and a model/);
  await expect
    .element(hubspot)
    .toHaveTextContent(
      /Contacts and List memberships: A record that is sent again has no second effect/,
    );
  await expect.element(card('Webhook')).toHaveTextContent(/Needs\s*Signing secret and Address/);
  await expect.element(card('Webhook')).toHaveTextContent(/Events: .* may count twice/);
  await sound();
});

test('an object leads to its connector, by keyboard, in a narrow window', async () => {
  await page.viewport(375, 900);
  const { address } = await open(api, '/destinations/new', { role: 'engineer' });
  search.element().focus();
  await userEvent.keyboard('memberships');
  await expect.element(card('Webhook')).not.toBeInTheDocument();
  await expect.element(page.getByText('1 connector', { exact: true })).toBeVisible();
  fits();
  await sound();
  await goTo('{Tab}', 'HubSpot');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: 'Connect HubSpot' })).toBeVisible();
  expect(address()).toContain('connector=hubspot');
});

test('a search without a result says so, and leads back to all connectors', async () => {
  await page.viewport(375, 900);
  await open(api, '/destinations/new', { role: 'engineer' });
  await search.fill('tickets');
  await expect.element(page.getByRole('heading', { name: 'No connector found' })).toBeVisible();
  await expect.element(page.getByText('No connector has “tickets” in its name')).toBeVisible();
  fits();
  await sound();
  await page.getByRole('button', { name: 'Show all connectors' }).click();
  await expect.element(card('Webhook')).toBeVisible();
  await expect.element(search).toHaveValue('');
  await expect.element(search).toHaveFocus();
});

test('a connector that requires no setting has no list of needs', async () => {
  api.on('listConnectors', pageOf({ ...webhook, settings: [] }));
  await open(api, '/destinations/new', { role: 'engineer' });
  await expect.element(card('Webhook')).toHaveTextContent('Accepts');
  await expect.element(card('Webhook')).not.toHaveTextContent('Needs');
});

test('without connectors, no search is named', async () => {
  api.empty('listConnectors');
  await open(api, '/destinations/new', { role: 'engineer' });
  await expect.element(page.getByText('The server has no connectors.')).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'Show all connectors' }))
    .not.toBeInTheDocument();
});
