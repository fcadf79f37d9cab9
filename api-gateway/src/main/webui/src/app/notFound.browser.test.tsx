import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

test('the page of an unknown address has a heading, and leads home', async () => {
  await open(new Api(), '/no-such-page');
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Page not found');
  await expect.element(page.getByRole('link', { name: 'Go home' })).toBeVisible();
  await sound();
});

test('a tab that the page does not have is named, until another tab is chosen', async () => {
  const api = new Api();
  api.on('listMembers', pageOf(ada));
  api.empty('listInvitations', 'listApiClients');
  const { address } = await open(api, '/team?tab=peple');
  const unknown = page.getByText('The page has no tab “peple”. The tab “People” is open instead.');
  await expect.element(unknown).toBeVisible();
  await expect
    .element(page.getByRole('tab', { name: 'People' }))
    .toHaveAttribute('aria-selected', 'true');
  await page.viewport(375, 900);
  fits();
  await sound();
  await page.getByRole('tab', { name: 'API clients' }).click();
  await expect.element(unknown).not.toBeInTheDocument();
  expect(address()).toBe('/team?tab=clients');
});
