import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { DestinationFields, VendorField } from '@/api/generated/model';
import { type Api, NEVER, Refusal } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { apiOfNewSync } from '@/testing/newSync';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const button = (name: string) => page.getByRole('button', { name, exact: true });

function field(name: string, label: string, more: Partial<VendorField> = {}): VendorField {
  return {
    name,
    label,
    type: 'text',
    required: false,
    unique: false,
    readOnly: false,
    options: { data: [], closed: false, several: false },
    reference: null,
    ...more,
  };
}

const level = field('customer_level', 'Customer level', {
  type: 'picklist',
  options: {
    data: [
      { value: 'gold', label: 'Gold' },
      { value: 'silver', label: 'Silver' },
    ],
    closed: true,
    several: false,
  },
});

const READ: DestinationFields = {
  state: 'read',
  readAt: new Date(Date.now() - 180_000).toISOString(),
  refreshableAt: new Date(Date.now() - 150_000).toISOString(),
  complete: true,
  delay: null,
  delayedUntil: null,
  data: [
    field('firstname', 'First name'),
    level,
    field('created_at', 'Created', { readOnly: true }),
  ],
};

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = apiOfNewSync();
  api.on(
    'listConnectors',
    pageOf({
      ...connector,
      objects: connector.objects.map((each) => ({ ...each, otherFields: '[a-z][a-z0-9_]*' })),
    }),
  );
  api.on('countNewSync', NEVER);
});

async function start() {
  await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
  await page.getByLabelText('Everyone').click();
  await page.getByLabelText('Only chosen fields').click();
}

async function add(name: string, label: string) {
  const picker = page.getByRole('combobox', { name: 'Add a field' });
  await picker.click();
  await picker.fill(name);
  await page.getByRole('option', { name: label }).click();
}

describe('the fields of the vendor', () => {
  test('are offered with type and options, and the list says its age', async () => {
    api.on('readDestinationFields', READ);
    await start();
    await expect.element(page.getByText(/3 fields read from HubSpot/)).toBeVisible();
    await expect.element(page.getByText(/^3 ?m[a-z]* ago$/)).toBeVisible();
    await add('customer', 'Customer level');
    const row = page.getByRole('group', { name: 'Customer level' });
    await expect.element(row).toHaveTextContent('customer_level');
    await expect.element(row).toHaveTextContent('gold, silver');
    expect(api.bodies('readDestinationFields')[0]).toEqual({ settings: {}, refresh: false });
    expect(api.requests('readDestinationFields')[0]?.place).toMatchObject({
      destination: crm.id,
      object: 'contacts',
    });
    fits();
    await sound();
  });

  test('are said to be missing, or to take no value, before the sync is saved', async () => {
    api.on('readDestinationFields', READ);
    await start();
    await expect.element(page.getByText(/3 fields read/)).toBeVisible();
    await add('colour', 'colour');
    await expect
      .element(page.getByRole('group', { name: 'colour' }))
      .toHaveTextContent(
        'HubSpot has no field with this name, or does not show it to these credentials.',
      );
    await add('created_at', 'created_at');
    await expect
      .element(page.getByRole('group', { name: 'created_at' }))
      .toHaveTextContent('HubSpot says that this field is read-only.');
  });

  test('are read again when a user asks for it', async () => {
    api.on('readDestinationFields', READ);
    await start();
    await expect.element(page.getByText(/3 fields read/)).toBeVisible();
    api.on('readDestinationFields', { ...READ, data: [...READ.data, field('colour', 'Colour')] });
    await button('Refresh fields').click();
    await expect.element(page.getByText(/4 fields read/)).toBeVisible();
    expect(api.bodies('readDestinationFields').at(-1)).toEqual({ settings: {}, refresh: true });
  });

  test('stay with their age if they cannot be read again', async () => {
    api.on('readDestinationFields', READ);
    await start();
    await expect.element(page.getByText(/3 fields read/)).toBeVisible();
    api.on('readDestinationFields', { ...READ, delay: 'no-answer' });
    await button('Refresh fields').click();
    await expect.element(page.getByText(/gave no complete answer/)).toBeVisible();
    await expect.element(page.getByText(/3 fields read from HubSpot/)).toBeVisible();
  });

  test('that nobody has answered are not called an answer', async () => {
    api.on('readDestinationFields', { ...READ, state: 'no-answer', complete: false, data: [] });
    await start();
    await expect.element(page.getByText(/gave no complete answer about its fields/)).toBeVisible();
  });

  test('that may not be read leave the fields of the manifest', async () => {
    api.on('readDestinationFields', { ...READ, state: 'forbidden', complete: false, data: [] });
    await start();
    await expect
      .element(page.getByText(/does not let these credentials read its fields/))
      .toBeVisible();
    await expect.element(page.getByRole('group', { name: 'First name' })).toBeVisible();
  });

  test('do not keep anyone from creating the sync if the API does not answer', async () => {
    api.on('readDestinationFields', new Refusal(503, 'unavailable'));
    await start();
    await expect.element(page.getByText('The fields cannot be read now.')).toBeVisible();
    await expect.element(button('Create and turn on')).toBeVisible();
    await userEvent.keyboard('{Escape}');
  });
});
