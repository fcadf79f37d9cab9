import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Manifest } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { connector } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const webhook: Manifest = {
  ...connector,
  id: 'webhook',
  name: 'Webhook',
  settings: connector.settings.map((setting) => ({
    ...setting,
    name: 'signingSecret',
    label: 'Signing secret',
    type: 'signing-secret',
  })),
};

test('a secret that the user makes is generated, and shown until the field changes', async () => {
  const api = new Api();
  api.on('listConnectors', pageOf(webhook, connector));
  api.empty('listDestinations');
  await page.viewport(375, 900);
  await open(api, '/destinations/new?connector=webhook', { role: 'engineer' });
  const secret = page.getByRole('textbox', { name: 'Signing secret' });
  await page.getByRole('button', { name: 'Generate secret' }).click();
  await expect.element(secret).toHaveValue(expect.stringMatching(/^whsec_/));
  const copy = page.getByRole('button', { name: 'Copy Signing secret' });
  await expect.element(copy).toBeVisible();
  fits();
  await sound();
  await secret.fill('whsec_c2VjcmV0');
  await expect.element(copy).not.toBeInTheDocument();
});

test('a secret of the vendor is not generated', async () => {
  const api = new Api();
  api.on('listConnectors', pageOf(connector));
  api.empty('listDestinations');
  await open(api, '/destinations/new?connector=hubspot', { role: 'engineer' });
  await expect.element(page.getByRole('textbox', { name: 'Access token' })).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'Generate secret' }))
    .not.toBeInTheDocument();
});
