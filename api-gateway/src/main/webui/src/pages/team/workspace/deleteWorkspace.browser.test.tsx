import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api, Refusal } from '@/testing/api';
import { workspace } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const dialog = page.getByRole('dialog');
const remove = dialog.getByRole('button', { name: 'Delete workspace' });

async function ask(api: Api) {
  api.empty('listDestinations');
  await open(api, '/team?tab=workspace');
  await page.getByRole('button', { name: 'Delete workspace' }).click();
}

test('a workspace is deleted only once its key is typed', async () => {
  const api = new Api();
  await ask(api);
  await expect.element(remove).toBeDisabled();
  for (const other of ['Northwind', 'northwin', 'northwind2']) {
    await dialog.getByRole('textbox').fill(other);
    await expect.element(remove).toBeDisabled();
  }
  await dialog.getByRole('textbox').fill('northwind');
  await expect.element(remove).toBeEnabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.requests('deleteWorkspace')).toEqual([]);
});

test('the key goes along, and a refusal stands in the dialog', async () => {
  const api = new Api();
  api.on('deleteWorkspace', new Refusal(409, 'workspace-held', { detail: 'It is held already' }));
  await page.viewport(375, 900);
  await ask(api);
  await dialog.getByRole('textbox').fill('northwind');
  await remove.click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('It is held already');
  expect(api.requests('deleteWorkspace').map(({ query }) => query)).toEqual([
    { confirm: workspace.key },
  ]);
  fits();
  await sound();
});

test('only an admin is offered to delete it', async () => {
  await open(new Api(), '/team?tab=workspace', { role: 'engineer' });
  await expect.element(page.getByText('This requires the role Admin')).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'Delete workspace' }))
    .not.toBeInTheDocument();
});

test('a held workspace shows no page, and is restored by an admin only', async () => {
  const api = new Api();
  api.on('readWorkspace', { ...workspace, heldSince: '2026-03-02T09:00:00Z' });
  api.on('readWorkspaceDeletion', new Refusal(404, 'not-found'));
  await open(api, '/audiences', { role: 'engineer' });
  await expect
    .element(page.getByRole('heading', { name: 'This workspace is closed' }))
    .toBeVisible();
  await expect.element(page.getByText('an admin can restore it')).toBeVisible();
  await expect
    .element(page.getByRole('button', { name: 'Restore this workspace' }))
    .not.toBeInTheDocument();
});
