import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api, Refusal } from '@/testing/api';
import { answerConfirm } from '@/testing/confirm';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const name = page.getByLabelText('Name', { exact: true });
const key = page.getByLabelText('Key', { exact: true });
const create = page.getByRole('button', { name: 'Create source' });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.empty('listSources');
});

test('a source without a name is not created, and the keyboard is where it is missing', async () => {
  await open(api, '/sources/new');
  await create.click();
  await expect.element(page.getByText('Enter a name.')).toBeVisible();
  await expect.element(name).toHaveFocus();
  expect(api.requests('createSource')).toEqual([]);
  await sound();
});

test('the key follows the name until somebody types one', async () => {
  await open(api, '/sources/new');
  await name.fill('Web shop');
  await expect.element(key).toHaveValue('web-shop');
  await key.fill('shop');
  await name.fill('Web shop of Northwind');
  await expect.element(key).toHaveValue('shop');
});

test('a key that is taken is said at the key; what is corrected is another request', async () => {
  api.on('createSource', new Refusal(409, 'key-taken', { detail: 'There is a source web-shop' }));
  await page.viewport(375, 900);
  await open(api, '/sources/new');
  await name.fill('Web shop');
  await create.click();
  await expect.element(page.getByText('There is a source web-shop')).toBeVisible();
  await expect.element(key).toHaveAttribute('aria-invalid', 'true');
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  fits();

  api.on('createSource', Refusal.of({ '/key': 'Small letters, digits and dashes' }));
  await key.fill('Web Shop');
  await expect.element(page.getByText('There is a source web-shop')).not.toBeInTheDocument();
  await page.getByLabelText('Server').click();
  await create.click();
  await expect.element(page.getByText('Small letters, digits and dashes')).toBeVisible();
  expect(api.bodies('createSource')).toEqual([
    { name: 'Web shop', key: 'web-shop', kind: 'browser' },
    { name: 'Web shop', key: 'Web Shop', kind: 'server' },
  ]);
  const attempts = api.requests('createSource').map(({ headers }) => headers['idempotency-key']);
  expect(new Set(attempts).size).toBe(2);
});

test('the same request, asked again after no answer, is the same request for the API', async () => {
  api.on('createSource', new Refusal(503, 'unavailable'));
  await open(api, '/sources/new');
  await name.fill('Web shop');
  await create.click();
  await expect.element(page.getByRole('alert')).toBeVisible();
  await create.click();
  await expect.poll(() => api.requests('createSource').length).toBe(2);
  const attempts = api.requests('createSource').map(({ headers }) => headers['idempotency-key']);
  expect(new Set(attempts).size).toBe(1);
});

test('what is typed and not saved is left only by whoever says so', async () => {
  const asked = answerConfirm(false);
  const { address } = await open(api, '/sources/new');
  await name.fill('Web shop');
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Sources' }).click();
  expect(asked.times).toBe(1);
  expect(address()).toBe('/sources/new');
  await expect.element(name).toHaveValue('Web shop');
  asked.answer = true;
  await pages.getByRole('link', { name: 'Sources' }).click();
  await expect.element(page.getByRole('heading', { name: 'No source yet' })).toBeVisible();
  expect(address()).toBe('/sources');
});

test('what is untouched is left without a question', async () => {
  const asked = answerConfirm(false);
  await open(api, '/sources/new');
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Sources' }).click();
  await expect.element(page.getByRole('heading', { name: 'No source yet' })).toBeVisible();
  expect(asked.times).toBe(0);
});

test('whoever may not create one is offered none in the list', async () => {
  await open(api, '/sources', { role: 'viewer' });
  await expect.element(page.getByRole('heading', { name: 'No source yet' })).toBeVisible();
  await expect.element(page.getByText('Create source')).not.toBeInTheDocument();
});

test('whoever may not create one reads which role may', async () => {
  await open(api, '/sources/new', { role: 'viewer' });
  await expect.element(page.getByText('This requires the role Engineer')).toBeVisible();
  await expect.element(create).not.toBeInTheDocument();
});
