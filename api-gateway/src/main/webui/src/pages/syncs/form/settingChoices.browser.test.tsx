import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SettingChoices } from '@/api/generated/model';
import { type Api, NEVER, Refusal } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { apiOfNewSync } from '@/testing/newSync';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const NEEDS = 'The token needs the scope types.read.';

const READ: SettingChoices = {
  state: 'read',
  readAt: new Date(Date.now() - 180_000).toISOString(),
  refreshableAt: new Date(Date.now() - 150_000).toISOString(),
  complete: true,
  delay: null,
  delayedUntil: null,
  data: [
    { value: 'Invoice__c', label: 'Invoice' },
    { value: 'Opportunity', label: 'Opportunity' },
  ],
};

const NO_LIST: SettingChoices = { ...READ, complete: false, data: [] };

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = apiOfNewSync();
  api.on(
    'listConnectors',
    pageOf({
      ...connector,
      objects: connector.objects.map((each) =>
        each.name === 'contacts'
          ? {
              ...each,
              settings: [
                {
                  name: 'type',
                  label: 'Object',
                  help: 'Its API name',
                  type: 'text' as const,
                  options: [],
                  origin: false,
                  required: true,
                  secret: false,
                  example: null,
                },
              ],
              choices: [{ setting: 'type', needs: NEEDS }],
            }
          : each,
      ),
    }),
  );
  api.on('countNewSync', NEVER);
});

async function start() {
  await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
  await page.getByLabelText('Everyone').click();
}

const setting = () => page.getByRole('combobox', { name: 'Object' });

describe('a setting whose values the vendor lists', () => {
  test('offers the values with the labels of the vendor, and the list says its age', async () => {
    api.on('readSettingChoices', READ);
    await start();
    await expect.element(page.getByText(/2 values read from HubSpot/)).toBeVisible();
    await expect.element(page.getByText(NEEDS)).not.toBeInTheDocument();
    await expect.element(page.getByText(/^\d+ ?m[a-z]* ago$/)).toBeVisible();
    await setting().click();
    await expect.element(page.getByRole('option', { name: 'Opportunity' })).toBeVisible();
    fits();
    await sound();
    await setting().fill('invoice');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(setting()).toHaveValue('Invoice__c');
    await expect.element(page.getByText('Invoice', { exact: true })).toBeVisible();
    expect(api.bodies('readSettingChoices')[0]).toEqual({ refresh: false });
    expect(api.requests('readSettingChoices')[0]?.place).toMatchObject({
      destination: crm.id,
      object: 'contacts',
      setting: 'type',
    });
  });

  test('takes a value that is not in the list', async () => {
    api.on('readSettingChoices', READ);
    await start();
    await expect.element(page.getByText(/2 values read/)).toBeVisible();
    await setting().fill('Order__c');
    await expect
      .element(
        page.getByText('HubSpot does not list this value to these credentials.', { exact: false }),
      )
      .toBeVisible();
    await expect.element(setting()).toHaveValue('Order__c');
    await expect.element(setting()).not.toHaveAttribute('aria-invalid', 'true');
  });

  test('reads the list again when a user asks for it', async () => {
    api.on('readSettingChoices', READ);
    await start();
    await expect.element(page.getByText(/2 values read/)).toBeVisible();
    api.on('readSettingChoices', {
      ...READ,
      data: [...READ.data, { value: 'Order__c', label: 'Order' }],
    });
    await page.getByRole('button', { name: 'Refresh values', exact: true }).click();
    await expect.element(page.getByText(/3 values read/)).toBeVisible();
    expect(api.bodies('readSettingChoices').at(-1)).toEqual({ refresh: true });
  });

  test('says what the credentials lack, and takes a typed value', async () => {
    api.on('readSettingChoices', { ...NO_LIST, state: 'forbidden' });
    await start();
    await expect
      .element(page.getByText(/does not let these credentials read the values/))
      .toBeVisible();
    await expect.element(page.getByText(NEEDS)).toBeVisible();
    await expect.element(page.getByText('You can type the value.')).toBeVisible();
    await setting().fill('Invoice__c');
    await expect.element(setting()).toHaveValue('Invoice__c');
    fits();
    await sound();
  });

  test('keeps the last list if the vendor refuses the next one', async () => {
    api.on('readSettingChoices', { ...READ, delay: 'forbidden' });
    await start();
    await expect.element(page.getByText(/2 values read from HubSpot/)).toBeVisible();
    await expect.element(page.getByText(NEEDS)).toBeVisible();
  });

  test('says that a part of a list is no whole one, and what it needs', async () => {
    api.on('readSettingChoices', { ...READ, complete: false });
    await start();
    await expect.element(page.getByText('HubSpot can have other values.')).toBeVisible();
    await expect.element(page.getByText(NEEDS)).toBeVisible();
    await setting().fill('Order__c');
    await expect.element(page.getByText(/does not list this value/)).not.toBeInTheDocument();
  });

  test('does not wait for the list', async () => {
    api.on('readSettingChoices', NEVER);
    await start();
    await expect.element(page.getByText('Reading the values from HubSpot')).toBeVisible();
    await setting().fill('Invoice__c');
    await expect.element(setting()).toHaveValue('Invoice__c');
  });

  test('takes a typed value if the API does not answer', async () => {
    api.on('readSettingChoices', new Refusal(503, 'unavailable'));
    await start();
    await expect.element(page.getByText('The values cannot be read now.')).toBeVisible();
    await expect.element(page.getByText('You can type the value.')).toBeVisible();
    await setting().fill('Invoice__c');
    await expect.element(setting()).toHaveValue('Invoice__c');
  });
});
