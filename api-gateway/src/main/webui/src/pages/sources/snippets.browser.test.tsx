import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Source } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { web } from '@/testing/sources';

const AT = '2026-03-02T09:00:00Z';
const server: Source = { ...web, kind: 'server' };
const hidden = page.getByText('The key is not shown again. Add a key to get a snippet with it.');
const tab = (name: string) => page.getByRole('tab', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readSource', server);
  api.on('listSources', pageOf(server));
  api.empty('listEvents');
});

test('a source shows the code for the SDK that was chosen last', async () => {
  const { go } = await open(api, '/sources/src_1', { role: 'engineer' });
  await expect.element(tab('Node.js')).toHaveAttribute('aria-selected', 'true');
  await tab('Python').click();
  await go('/sources');
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Sources');
  await go('/sources/src_1');
  await expect.element(tab('Python')).toHaveAttribute('aria-selected', 'true');
});

test('code without its key says that a new key completes it', async () => {
  api.on('addWriteKey', {
    id: 'key_1',
    hint: 'wk_…1',
    writeKey: 'wk_fresh',
    createdAt: AT,
  });
  await open(api, '/sources/src_1', { role: 'engineer' });
  await expect.element(hidden).toBeVisible();
  await page.getByRole('button', { name: 'Add key' }).click();
  await expect.element(page.getByLabelText('Code for Node.js')).toHaveTextContent('wk_fresh');
  await expect.element(hidden).not.toBeInTheDocument();
});
