import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Warehouse } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { answerConfirm } from '@/testing/confirm';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const shop: Warehouse = {
  id: 'whs_1',
  key: 'shop',
  name: 'Shop',
  connection: {
    kind: 'postgresql',
    path: null,
    host: 'db.shop.example',
    port: 5432,
    database: 'shop',
    user: 'reader',
    schema: 'public',
    tls: true,
    verifyCertificate: true,
    caCertificate: null,
    passwordSet: true,
  },
  lastTest: null,
  version: 4,
  createdAt: AT,
  updatedAt: AT,
};

const NO_TLS = 'The server does not support TLS. Enable TLS on the server';

const refusedAt = (pointer: string, code: string, detail: string) =>
  new Refusal(422, code, { detail, errors: [{ pointer, detail }] });

const name = page.getByLabelText('Name', { exact: true });
const path = page.getByLabelText('Path', { exact: true });
const host = page.getByLabelText('Host', { exact: true });
const password = page.getByRole('textbox', { name: 'Password' });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.empty('listWarehouses', 'listModels');
  api.on('readWarehouse', shop);
  api.on('listTables', { data: [] });
  api.on('testWarehouse', { ok: true, tables: 3 });
});

describe('a new connection', () => {
  const tryIt = page.getByRole('button', { name: 'Test the connection' });
  const save = page.getByRole('button', { name: 'Save connection' });

  beforeEach(async () => {
    await open(api, '/connections/new', { role: 'engineer' });
  });

  test('is not saved while something is missing, and the keyboard is there', async () => {
    await save.click();
    await expect.element(page.getByText('Enter a name.')).toBeVisible();
    await expect.element(page.getByText('This field is required.')).toBeVisible();
    await expect.element(name).toHaveFocus();
    expect(api.requests('createWarehouse')).toEqual([]);
    await sound();
  });

  test('is tested as it is typed; what the test found is gone once something is changed', async () => {
    api.on('testNewWarehouse', { ok: true, tables: 3 });
    await path.fill('shop.duckdb');
    await tryIt.click();
    await expect.element(page.getByText('3 tables can be read.')).toBeVisible();
    expect(api.bodies('testNewWarehouse')).toEqual([
      { connection: { kind: 'files', path: 'shop.duckdb' } },
    ]);
    await path.fill('store.duckdb');
    await expect.element(page.getByText('3 tables can be read.')).not.toBeInTheDocument();
  });

  test('that is sent again after no answer is the same request, and leads to its page', async () => {
    api.on('createWarehouse', new Refusal(503, 'unavailable'));
    await path.fill('shop.duckdb');
    await name.fill('Shop');
    await save.click();
    await expect.element(page.getByRole('alert')).toBeVisible();
    api.on('createWarehouse', shop);
    await save.click();
    await expect.element(page.getByRole('heading', { name: 'Shop', level: 1 })).toBeVisible();
    expect(api.bodies('createWarehouse')).toEqual([
      { name: 'Shop', key: 'shop', connection: { kind: 'files', path: 'shop.duckdb' } },
      { name: 'Shop', key: 'shop', connection: { kind: 'files', path: 'shop.duckdb' } },
    ]);
    const attempts = api
      .requests('createWarehouse')
      .map(({ headers }) => headers['idempotency-key']);
    expect(new Set(attempts).size).toBe(1);
    expect(api.requests('testWarehouse')).toHaveLength(1);
  });

  test('says at the field what the API refuses, until it is corrected', async () => {
    api.on('createWarehouse', Refusal.of({ '/connection/path': 'Not in this workspace' }));
    await page.viewport(375, 900);
    await path.fill('../shop.duckdb');
    await name.fill('Shop');
    await save.click();
    await expect.element(path).toHaveAttribute('aria-invalid', 'true');
    fits();
    await path.fill('shop.duckdb');
    await expect.element(path).not.toHaveAttribute('aria-invalid', 'true');
    await save.click();
    await expect.poll(() => api.requests('createWarehouse').length).toBe(2);
    const attempts = api
      .requests('createWarehouse')
      .map(({ headers }) => headers['idempotency-key']);
    expect(new Set(attempts).size).toBe(2);
  });

  test('is left only by a user who confirms it', async () => {
    const asked = answerConfirm(false);
    await name.fill('Shop');
    const pages = page.getByRole('navigation', { name: 'Pages' });
    await pages.getByRole('link', { name: 'Data connections' }).click();
    expect(asked.times).toBe(1);
    await expect.element(name).toHaveValue('Shop');
  });
});

describe('a new connection to a server', () => {
  const tryIt = page.getByRole('button', { name: 'Test the connection' });
  const tls = page.getByRole('switch', { name: /Encrypted connection/ });

  beforeEach(async () => {
    await open(api, '/connections/new', { role: 'engineer' });
    await page.getByRole('radio', { name: 'PostgreSQL' }).click();
    await host.fill('db.shop.example');
    await page.getByLabelText('Database', { exact: true }).fill('shop');
    await page.getByLabelText('User', { exact: true }).fill('reader');
  });

  test('says at the switch that the server has no TLS, once', async () => {
    api.on('testNewWarehouse', refusedAt('/connection/tls', 'tls-unsupported', NO_TLS));
    await page.viewport(375, 900);
    await tryIt.click();
    await expect.element(page.getByText(NO_TLS)).toBeVisible();
    expect(page.getByText(NO_TLS).elements()).toHaveLength(1);
    await expect.element(tls).toHaveFocus();
    await expect.element(tls).toHaveAttribute('aria-invalid', 'true');
    await expect.element(host).not.toHaveAttribute('aria-invalid', 'true');
    await expect.element(page.getByText('Message of the system')).not.toBeInTheDocument();
    fits();
    await sound();
    await tls.click();
    await expect.element(page.getByText(NO_TLS)).not.toBeInTheDocument();
  });

  test('says at the host that the server does not answer, once', async () => {
    const silent = 'The warehouse does not answer';
    api.on('testNewWarehouse', refusedAt('/connection/host', 'warehouse-unreachable', silent));
    await tryIt.click();
    await expect.element(page.getByText(silent)).toBeVisible();
    expect(page.getByText(silent).elements()).toHaveLength(1);
    await expect.element(host).toHaveFocus();
  });

  test('says below the fields what is of none of them', async () => {
    api.on('testNewWarehouse', refusedAt('/connection', 'engine-unavailable', 'No engine'));
    await tryIt.click();
    await expect.element(page.getByText('The rows can’t be read right now')).toBeVisible();
  });
});

describe('the settings of a connection', () => {
  const save = page.getByRole('button', { name: 'Save and test' });

  beforeEach(async () => {
    await open(api, '/connections/shop?tab=settings', { role: 'engineer' });
  });

  test('are saved at the version that was read, without the password, and tested', async () => {
    api.on('changeWarehouse', ({ body }) => {
      const changed = { ...shop, name: (body as Warehouse).name, version: 5 };
      api.on('readWarehouse', changed);
      return changed;
    });
    await name.fill('Web shop');
    await save.click();
    await expect.element(page.getByText('“Web shop” is saved.')).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'Web shop', level: 1 })).toBeVisible();
    const [change] = api.requests('changeWarehouse');
    expect(change?.headers['if-match']).toBe('"4"');
    expect(change?.body).toMatchObject({
      name: 'Web shop',
      connection: { host: 'db.shop.example' },
    });
    expect(change?.body).not.toHaveProperty('connection.password');
    expect(api.requests('testWarehouse')).toHaveLength(1);
  });

  test('need the password again for another server', async () => {
    await host.fill('db2.shop.example');
    await save.click();
    await expect.element(page.getByText(/^Enter the password again/)).toBeVisible();
    await expect.element(password).toHaveFocus();
    expect(api.requests('changeWarehouse')).toEqual([]);
  });
});
