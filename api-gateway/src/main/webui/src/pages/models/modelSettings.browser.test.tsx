import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Model } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { open } from '@/testing/open';
import { catalogue, people } from '@/testing/queryModel';
import { fits, sound } from '@/testing/sound';

const NO_MAIL = 'Binder Error: Referenced column "mail" not found in FROM clause!';

const noColumn = (line: number, column: number) =>
  new Refusal(422, 'query-failed', {
    detail: `The query names what is not there: mail. The engine says: ${NO_MAIL}`,
    errors: [
      {
        pointer: '/query',
        detail: 'The query names what is not there: mail',
        position: { line, column },
        engineMessage: NO_MAIL,
      },
    ],
  });

const query = page.getByLabelText('SQL', { exact: true });
const show = page.getByRole('button', { name: 'Show first rows' });
const save = page.getByRole('button', { name: 'Save query' });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readModel', people);
  api.empty('listWarehouses', 'listModels', 'listSyncs', 'listDestinations');
  api.on('readWarehouseCatalogue', catalogue);
});

describe('a query', () => {
  beforeEach(async () => {
    await open(api, '/models/people?tab=settings', { role: 'engineer' });
    await expect.element(save).toBeDisabled();
  });

  test('that does not work is not saved, and says in the open where and why', async () => {
    api.on('previewModel', noColumn(1, 21));
    await page.viewport(375, 900);
    await query.fill('select customer_id, mail from customers');
    await expect.element(save).toBeDisabled();
    await show.click();
    await expect.element(page.getByText('The query failed: line 1, column 21')).toBeVisible();
    await expect.element(page.getByText(NO_MAIL)).toBeVisible();
    expect(page.getByText(NO_MAIL).elements()).toHaveLength(1);
    await expect.element(query).toHaveAttribute('aria-invalid', 'true');
    await expect.poll(() => document.querySelector('.sql-wrong')?.textContent).toBe('mail');
    await expect.element(save).toBeDisabled();
    fits();
    await sound();
    await show.click();
    await expect.poll(() => api.requests('previewModel').length).toBe(2);
    await expect.element(page.getByText(NO_MAIL)).toBeVisible();
    await query.fill('select customer_id from customers');
    await expect.element(page.getByText(NO_MAIL)).not.toBeInTheDocument();
    expect(document.querySelector('.sql-wrong')).toBeNull();
  });

  test('that the connection cannot answer is an error of the connection, with its words folded', async () => {
    api.on(
      'previewModel',
      new Refusal(502, 'warehouse-unreachable', {
        detail: 'Connection refused',
        errors: [{ pointer: '/warehouse', detail: 'Connection refused' }],
      }),
    );
    await show.click();
    await expect.element(page.getByText('The database server does not answer')).toBeVisible();
    await expect.element(query).not.toHaveAttribute('aria-invalid', 'true');
  });

  test('is saved once its rows were seen, and only as they were seen', async () => {
    api.on('previewModel', {
      columns: people.columns,
      rows: [{ customer_id: 'c-7', email: 'p7@shop.example' }],
      key: null,
      withheld: false,
    });
    takesChanges();
    await query.fill('select customer_id, email, plan from customers;');
    await show.click();
    await expect.element(page.getByRole('cell', { name: 'p7@shop.example' })).toBeVisible();
    await expect.element(save).toBeEnabled();
    await query.fill('select customer_id from customers');
    await expect.element(save).toBeDisabled();
    await query.fill('select customer_id, email, plan from customers;');
    await save.click();
    await expect.element(page.getByText('“People” is saved.')).toBeVisible();
    await expect.element(save).toBeDisabled();
    expect(
      api.requests('changeModel').map(({ headers, body }) => [headers['if-match'], body]),
    ).toEqual([['"2"', { query: 'select customer_id, email, plan from customers' }]]);
  });
});

/** Changes the model as the API does. */
function takesChanges() {
  api.on('changeModel', ({ body }) => {
    const changed = { ...people, ...(body as Partial<Model>), version: 3 };
    api.on('readModel', changed);
    return changed;
  });
}

describe('name and schedule', () => {
  const name = page.getByLabelText('Name', { exact: true });
  const saveName = page.getByRole('button', { name: 'Save changes' });

  beforeEach(async () => {
    await open(api, '/models/people?tab=settings', { role: 'engineer' });
    await expect.element(saveName).toBeDisabled();
  });

  test('are saved at the version that was read', async () => {
    takesChanges();
    await name.fill('Customers ');
    await saveName.click();
    await expect.element(page.getByText('“Customers” is saved.')).toBeVisible();
    await expect.element(saveName).toBeDisabled();
    expect(
      api.requests('changeModel').map(({ headers, body }) => [headers['if-match'], body]),
    ).toEqual([['"2"', { name: 'Customers', paused: false, schedule: { kind: 'manual' } }]]);
  });

  test('keep what was typed beside a refusal, until it is corrected', async () => {
    api.on('changeModel', Refusal.of({ '/name': 'At most 100 characters' }));
    await name.fill('A name that is too long');
    await saveName.click();
    await expect.element(page.getByText('At most 100 characters').first()).toBeVisible();
    await expect.element(name).toHaveValue('A name that is too long');
    await name.fill('Customers');
    await expect.element(page.getByText('At most 100 characters')).not.toBeInTheDocument();
    await expect.element(saveName).toBeEnabled();
  });
});

test('a mapping is changed column by column, and can be taken back', async () => {
  const keep = page.getByLabelText('Save customer_id as', { exact: true });
  const discard = page.getByRole('button', { name: 'Discard changes' });
  const saveMapping = page.getByRole('button', { name: 'Save mapping' });
  takesChanges();
  api.on('previewModel', { columns: people.columns, rows: [], key: null, withheld: false });
  await open(api, '/models/people?tab=mapping', { role: 'engineer' });
  await expect.element(saveMapping).toBeDisabled();
  await keep.selectOptions('traits');
  await expect.element(saveMapping).toBeEnabled();
  await discard.click();
  await expect.element(keep).toHaveValue('');
  await expect.element(saveMapping).toBeDisabled();
  await keep.selectOptions('traits');
  await saveMapping.click();
  await expect.element(page.getByText('“People” is saved.')).toBeVisible();
  expect(
    api.requests('changeModel').map(({ headers, body }) => [headers['if-match'], body]),
  ).toEqual([
    [
      '"2"',
      {
        mapping: {
          identifiers: { email: 'email' },
          traits: { customer_id: 'customer_id' },
          consent: {},
          subscriptions: {},
          observedAt: null,
        },
      },
    ],
  ]);
});

test('a mapping is a table with one head, which suggests purposes and fits a phone', async () => {
  api.on('listPurposes', {
    asOf: people.createdAt,
    sampled: false,
    fewHidden: false,
    data: [{ purpose: 'marketing', granted: true }],
  });
  api.on('previewModel', {
    columns: people.columns,
    rows: [{ customer_id: 'c-7', email: 'p7@shop.example' }],
    key: null,
    withheld: false,
  });
  await open(api, '/models/people?tab=mapping', { role: 'engineer' });
  const mapping = page.getByRole('table', { name: 'Mapping' });
  await expect.element(mapping.getByText('p7@shop.example')).toBeVisible();
  expect(
    mapping
      .getByRole('columnheader')
      .elements()
      .map(({ textContent }) => textContent),
  ).toEqual(['Column', 'Identifier', 'Save as', 'Name']);
  await expect.element(mapping.getByRole('rowheader', { name: /^email/ })).toBeVisible();
  await expect.element(page.getByLabelText('Identifier in email')).toHaveValue('email');
  await page.getByLabelText('Save email as', { exact: true }).selectOptions('consent');
  await expect.element(page.getByLabelText('Purpose for email')).toHaveAttribute('list');
  await expect
    .poll(() => document.querySelector('datalist option')?.getAttribute('value'))
    .toBe('marketing');
  await sound();
  await page.viewport(375, 900);
  await expect.element(page.getByLabelText('Identifier in email')).toBeVisible();
  fits();
  await sound();
  // A layout as blocks takes the roles of a table away, where elements do not have them by name.
  const parts = [
    ...document.querySelectorAll('table[aria-label=Mapping] :is(thead, tbody, tr, th, td)'),
  ];
  expect(parts.filter((part) => !part.hasAttribute('role'))).toEqual([]);
  expect(mapping.getByRole('columnheader').elements()).toHaveLength(4);
  expect(mapping.getByRole('row').elements()).toHaveLength(people.columns.length + 1);
});

test('whoever may not change a model reads which role may', async () => {
  await open(api, '/models/people?tab=settings', { role: 'marketer' });
  await expect.element(page.getByText('This requires the role Engineer')).toBeVisible();
  await expect.element(save).not.toBeInTheDocument();
});
