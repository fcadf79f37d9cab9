import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Warehouse } from '@/api/generated/model';
import { Api, NEVER, Refusal } from '@/testing/api';
import { answerConfirm } from '@/testing/confirm';
import { open } from '@/testing/open';

const AT = '2026-03-02T09:00:00Z';
const shop: Warehouse = {
  id: 'whs_1',
  key: 'shop',
  name: 'Shop',
  connection: {
    kind: 'files',
    path: 'shop.duckdb',
    host: null,
    port: null,
    database: null,
    user: null,
    schema: null,
    tls: null,
    verifyCertificate: null,
    caCertificate: null,
    passwordSet: null,
  },
  lastTest: null,
  version: 1,
  createdAt: AT,
  updatedAt: AT,
};

const table = page.getByLabelText('customers', { exact: true });
const name = page.getByLabelText('Name', { exact: true });
const next = page.getByRole('button', { name: 'Continue' });
const back = page.getByRole('button', { name: 'Back', exact: true });
const save = page.getByRole('button', { name: 'Save and run' });

let api: Api;

beforeEach(async () => {
  api = new Api();
  api.empty('listModels', 'listDestinations');
  api.on('listWarehouses', { data: [shop], nextCursor: null });
  api.on('listTables', { data: ['customers'] });
  api.on('previewModel', {
    columns: [
      { name: 'customer_id', type: 'text' },
      { name: 'email', type: 'text' },
      { name: 'plan', type: 'text' },
    ],
    rows: [{ customer_id: 'c-7', email: 'p7@shop.example', plan: 'gold' }],
    key: null,
    withheld: false,
  });
  await open(api, '/models/new?connection=whs_1', { role: 'engineer' });
});

test('a model is made of the steps, and an attempt that is repeated is the same request', async () => {
  await table.click();
  await next.click();
  await next.click();
  await expect.element(page.getByRole('heading', { name: 'Mapping' })).toBeVisible();
  await next.click();
  await expect.element(name).toHaveValue('Customers');
  await name.fill('');
  await save.click();
  await expect.element(page.getByText('Enter a name.')).toBeVisible();
  expect(api.requests('createModel')).toEqual([]);

  await name.fill('People');
  api.on('createModel', new Refusal(503, 'unavailable'));
  await save.click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  api.on('createModel', new Refusal(409, 'key-taken', { detail: 'There is a model people' }));
  await save.click();
  await expect.element(page.getByText('There is a model people')).toBeVisible();
  api.on('createModel', NEVER);
  await name.fill('Customers');
  await expect.element(page.getByText('There is a model people')).not.toBeInTheDocument();
  await save.click();
  await expect.poll(() => api.requests('createModel').length).toBe(3);
  const [first, second, third] = api
    .requests('createModel')
    .map(({ headers }) => headers['idempotency-key']);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(api.bodies('createModel')[2]).toMatchObject({
    name: 'Customers',
    key: 'customers',
    warehouse: 'whs_1',
    table: 'customers',
    query: null,
    entity: 'person',
    primaryKey: ['customer_id'],
    mapping: {
      identifiers: { customer_id: 'user_id', email: 'email' },
      traits: { plan: 'plan' },
    },
    schedule: { kind: 'manual' },
  });
});

test('what was said of the rows stays on the way back, and is left only by who confirms it', async () => {
  const asked = answerConfirm(false);
  await table.click();
  await next.click();
  await page.getByRole('checkbox', { name: 'email' }).click();
  await back.click();
  await expect.element(table).toBeChecked();
  await next.click();
  await expect.element(page.getByRole('checkbox', { name: 'email' })).toBeChecked();
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Models' }).click();
  expect(asked.times).toBe(1);
  await expect.element(page.getByRole('checkbox', { name: 'email' })).toBeChecked();
});
