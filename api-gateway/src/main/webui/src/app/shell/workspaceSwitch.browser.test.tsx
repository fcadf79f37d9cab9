import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { me, workspace } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const LONG = 'Northwind Shop of the Netherlands and Belgium';
/** Letters may reach over the end of their line. */
const HALF_A_LINE = 9;

test('a long name of a workspace wraps, and is shown in full', async () => {
  const api = new Api();
  const user = me({});
  api.on('readMe', {
    ...user,
    workspaces: user.workspaces.map((each) => ({ ...each, name: LONG })),
  });
  api.on('readWorkspace', { ...workspace, name: LONG });
  api.empty('listSources', 'listModels', 'listDestinations', 'listSyncs', 'listAudiences');
  await open(api, '/sources');
  const name = page.getByRole('button', { name: LONG }).getByText(LONG, { exact: true });
  await expect.element(name).toBeVisible();
  const box = name.element();
  const text = document.createRange();
  text.selectNodeContents(box);
  const lines = new Set([...text.getClientRects()].map(({ top }) => Math.round(top)));
  expect(lines.size).toBeGreaterThan(1);
  expect(box.scrollWidth).toBeLessThanOrEqual(box.clientWidth);
  expect(text.getBoundingClientRect().bottom).toBeLessThanOrEqual(
    box.getBoundingClientRect().bottom + HALF_A_LINE,
  );
  fits();
  await sound();
});
