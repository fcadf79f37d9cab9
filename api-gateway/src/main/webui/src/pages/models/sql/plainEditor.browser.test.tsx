import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { Api, Refusal } from '@/testing/api';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';
import { catalogue, people } from './testModel';

vi.mock('./OpenedCodeEditor', () => {
  throw new Error('The editor is away');
});

const query = page.getByLabelText('SQL', { exact: true });

test('without the editor, a plain field does what a query needs', async () => {
  const api = new Api();
  api.on('readModel', people);
  api.empty('listWarehouses', 'listModels', 'listSyncs');
  api.on('readWarehouseCatalogue', catalogue);
  api.on(
    'previewModel',
    new Refusal(422, 'query-failed', {
      detail: 'No such column',
      errors: [{ pointer: '/query', detail: 'No such column', position: { line: 2, column: 3 } }],
    }),
  );
  await open(api, '/models/people?tab=settings', { role: 'engineer' });
  await query.fill('select\n  nam from ');
  await page.getByRole('button', { name: 'customers', exact: true }).click();
  await expect.element(query).toHaveValue('select\n  nam from customers');
  await page.getByRole('button', { name: 'Show first rows' }).click();
  await expect.element(page.getByText('The query failed: line 2, column 3')).toBeVisible();
  await expect.element(query).toHaveAttribute('aria-invalid', 'true');
  expect(document.querySelector('[data-wrong="true"]')?.textContent).toBe('2');
  await sound();
});
