import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Api, NEVER, Refusal } from '@/testing/api';
import { open } from '@/testing/open';
import { catalogue, people } from '@/testing/queryModel';
import { fits, sound } from '@/testing/sound';

const query = page.getByLabelText('SQL', { exact: true });
const tables = page.getByRole('region', { name: 'Tables and columns' });
const keys = page.getByText('Press Escape, then Tab, to leave the editor');
const text = () => document.querySelector('.cm-content')?.textContent ?? '';

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readModel', people);
  api.empty('listWarehouses', 'listModels', 'listSyncs');
  api.on('readWarehouseCatalogue', catalogue);
});

async function opened() {
  await open(api, '/models/people?tab=settings', { role: 'engineer' });
  await expect.element(keys).toBeVisible();
}

/** What got an attribute for styles inside a field since the call. Most of it vanishes at once. */
function stylesOf(field: Element): () => string[] {
  const styled: string[] = [];
  const read = (records: MutationRecord[]) => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'attributes' && target !== field) {
        styled.push((target as Element).outerHTML);
      }
      for (const node of addedNodes) {
        if (node instanceof Element && (node.matches('[style]') || node.querySelector('[style]'))) {
          styled.push(node.outerHTML);
        }
      }
    }
  };
  const seen = new MutationObserver(read);
  seen.observe(field, { childList: true, subtree: true, attributeFilter: ['style'] });
  return () => {
    read(seen.takeRecords());
    seen.disconnect();
    return styled;
  };
}

test('keywords and values have colours', async () => {
  await opened();
  await query.fill("select 'gold' from customers");
  await expect.poll(() => document.querySelector('.tok-keyword')?.textContent).toBe('select');
  await expect.poll(() => document.querySelector('.tok-string')?.textContent).toBe("'gold'");
  await sound();
});

test('text that is typed over coloured words replaces them without an attribute for styles', async () => {
  await opened();
  await query.fill("select 'gold'\nfrom customers");
  await expect.poll(() => document.querySelector('.tok-keyword')?.textContent).toBe('select');
  const styled = stylesOf(query.element());
  await query.click();
  await userEvent.keyboard('{Control>}a{/Control}with');
  await expect.poll(text).toBe('with');
  expect(styled()).toEqual([]);
});

test('text that replaces a selection at once leaves no attribute for styles', async () => {
  await opened();
  await query.fill("select 'gold'\nfrom customers");
  await expect.poll(() => document.querySelector('.tok-keyword')?.textContent).toBe('select');
  const styled = stylesOf(query.element());
  await query.fill('select 1');
  await expect.poll(text).toBe('select 1');
  expect(styled()).toEqual([]);
});

test('a bracket that is typed over a selection surrounds it', async () => {
  await opened();
  await query.fill('select 1');
  await query.click();
  await userEvent.keyboard('{Control>}a{/Control}(');
  await expect.poll(text).toBe('(select 1)');
});

test('a table is completed while it is entered', async () => {
  await opened();
  await query.fill('select * from ');
  await query.click();
  await userEvent.keyboard('{Control>}{End}{/Control}cust');
  const option = page.getByRole('option', { name: /customers/ });
  await expect.element(option).toBeVisible();
  await option.click();
  await expect.poll(text).toBe('select * from customers');
});

test('a click inserts the name of a column, quoted where it must be', async () => {
  await opened();
  await query.fill('');
  await tables.getByRole('button', { name: 'order', exact: true }).click();
  await expect.poll(text).toBe('"order"');
  await expect.element(query).toHaveFocus();
  await expect.element(tables.getByText('INTEGER')).toBeVisible();
  await tables.getByRole('button', { name: 'Columns of customers' }).click();
  await expect.element(tables.getByText('INTEGER')).not.toBeInTheDocument();
});

test('Tab indents, and Escape then Tab leaves the editor', async () => {
  await opened();
  await query.click();
  await userEvent.keyboard('{Tab}');
  await expect.element(query).toHaveFocus();
  await userEvent.keyboard('{Escape}{Tab}');
  await expect.element(query).not.toHaveFocus();
});

test('the editor and its list of tables fit a phone', async () => {
  await page.viewport(375, 900);
  await opened();
  await expect.element(tables.getByText('customer_id')).toBeVisible();
  fits();
  await sound();
});

test('a query can be written while the tables are read', async () => {
  api.on('readWarehouseCatalogue', NEVER);
  // The page is never complete.
  opened().catch(() => undefined);
  await expect.element(query).toBeVisible();
  await query.fill('select 1');
  await expect.poll(text).toBe('select 1');
});

test('a list that was not read says so beside the query', async () => {
  api.on('readWarehouseCatalogue', new Refusal(422, 'credentials-refused', { detail: 'Refused' }));
  await opened();
  await expect.element(tables.getByRole('alert')).toBeVisible();
  await query.fill('select 1');
  await expect.poll(text).toBe('select 1');
});

test('a list that is not complete says so', async () => {
  api.on('readWarehouseCatalogue', { ...catalogue, more: true });
  await opened();
  await expect.element(tables.getByText('more tables or columns than this list')).toBeVisible();
});
