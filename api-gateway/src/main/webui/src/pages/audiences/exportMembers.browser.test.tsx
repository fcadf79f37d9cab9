import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { late } from '@/testing/late';
import { workspace } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const button = page.getByRole('button', { name: 'Export as CSV' });
const dialog = page.getByRole('dialog', { name: 'Members as CSV' });
const start = dialog.getByRole('button', { name: 'Download' });
const columns = {
  traits: ['name', 'email', 'plan'],
  masked: [],
  others: false,
  othersColumn: null,
};

/** Two purposes, of which the file can have one. */
const purposes = {
  ...{ asOf: loyal.updatedAt, sampled: false, fewHidden: false },
  data: [
    { purpose: 'marketing', granted: true },
    { purpose: 'orders', granted: true },
  ],
};
const members = dialog.getByLabelText('Members in the file');

/** The downloads that the page has started, which the tests do not follow. */
let downloads: string[] = [];

function record(event: MouseEvent): void {
  const link = event.target;
  if (link instanceof HTMLAnchorElement && link.download) {
    event.preventDefault();
    downloads.push(`${link.download} ${link.getAttribute('href')}`);
  }
}

beforeEach(() => {
  downloads = [];
  document.addEventListener('click', record, true);
});

afterEach(() => document.removeEventListener('click', record, true));

async function openPeople(audience = loyal, rights = {}): Promise<Api> {
  const api = new Api();
  api.on('readAudience', audience);
  api.on('readExportColumns', columns);
  api.empty('listAudienceMembers', 'listSyncs', 'listAudiences');
  await open(api, '/audiences/aud_1?tab=people', rights);
  return api;
}

test('the members are saved as a file with the name of the audience', async () => {
  await page.viewport(375, 900);
  await openPeople();
  await expect
    .element(page.getByText('The access log records the export if it has personal data.'))
    .toBeVisible();
  fits();
  await button.click();
  await expect.element(dialog.getByText('the time of entry and 3 traits.')).toBeVisible();
  fits();
  await sound();
  await start.click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(downloads).toEqual([
    `loyal.csv /api/v1/workspaces/${workspace.key}/audiences/aud_1/members/export`,
  ]);
});

test('the dialog says that consent is not checked, and which cells get an apostrophe', async () => {
  await page.viewport(375, 900);
  await openPeople();
  await button.click();
  await expect
    .element(dialog.getByText('the file has all members, also people who deny marketing.'))
    .toBeVisible();
  await expect.element(dialog).toHaveTextContent('A cell that begins with + - = or @');
  await expect.element(dialog).toHaveTextContent('Phone numbers get it too');
  fits();
  await sound();
});

test('the file can have only people who have granted consent for a purpose', async () => {
  await page.viewport(375, 900);
  const api = await openPeople();
  api.on('listPurposes', purposes);
  await button.click();
  await expect.poll(() => members.getByRole('option').elements().length).toBe(3);
  await members.selectOptions('Only people who have granted consent for marketing');
  await expect.element(dialog).toHaveTextContent('People without an answer are left out.');
  await expect
    .poll(() => api.requests('readExportColumns').map(({ query }) => query))
    .toContainEqual({ purpose: 'marketing' });
  fits();
  await sound();
  await start.click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(downloads).toEqual([
    `loyal-marketing.csv /api/v1/workspaces/${workspace.key}/audiences/aud_1/members/export?purpose=marketing`,
  ]);
});

test('another purpose can be chosen after a failure', async () => {
  const api = await openPeople();
  api.on('listPurposes', purposes);
  const detail = 'A query of this request took too long';
  api.on('readExportColumns', ({ query }) =>
    query.purpose === 'marketing' ? new Refusal(422, 'query-too-long', { detail }) : columns,
  );
  await button.click();
  await members.selectOptions('Only people who have granted consent for marketing');
  await expect.element(dialog.getByRole('alert')).toHaveTextContent(detail);
  await members.selectOptions('Only people who have granted consent for orders');
  await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument();
  await start.click();
  await expect.poll(() => downloads.length).toBe(1);
  expect(downloads[0]).toContain('purpose=orders');
});

test('the purpose stays while its download is checked', async () => {
  const api = await openPeople();
  api.on('listPurposes', purposes);
  await button.click();
  await members.selectOptions('Only people who have granted consent for orders');
  await expect.element(dialog).toHaveTextContent('granted consent for orders. People without');
  const checked = late<typeof columns>();
  api.on('readExportColumns', checked.answer);
  await start.click();
  await expect.element(members).toBeDisabled();
  checked.give(columns);
  await expect.poll(() => downloads.length).toBe(1);
  expect(downloads[0]).toContain('purpose=orders');
});

test('purposes that cannot be read are not called none', async () => {
  const api = await openPeople();
  api.on('listPurposes', new Refusal(422, 'invalid'));
  await button.click();
  await expect
    .element(members)
    .toHaveAccessibleDescription(
      'The purposes could not be read, so the file can only have all members.',
    );
  await expect.element(start).toBeEnabled();
  await sound();
});

test('a refusal is shown in the dialog, and nothing is downloaded', async () => {
  const api = await openPeople();
  const detail = 'The audience rests on traits that you may not see';
  api.on('readExportColumns', new Refusal(403, 'forbidden', { detail }));
  await button.click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent(detail);
  await expect.element(start).not.toBeInTheDocument();
  await sound();
  expect(downloads).toEqual([]);
});

test('an export that becomes impossible while the dialog is open starts no download', async () => {
  const api = await openPeople();
  await button.click();
  await expect.element(dialog.getByText('3 traits.')).toBeVisible();
  const detail = 'A query of this request took too long';
  api.on('readExportColumns', new Refusal(422, 'query-too-long', { detail }));
  await start.click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('The answer takes too long');
  await expect.element(dialog.getByRole('alert')).toHaveTextContent(detail);
  expect(downloads).toEqual([]);
  api.on('readExportColumns', columns);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await start.click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(downloads).toHaveLength(1);
});

test('a dialog that is closed during the check starts no download', async () => {
  const api = await openPeople();
  await button.click();
  await expect.element(dialog.getByText('3 traits.')).toBeVisible();
  api.on('readExportColumns', NEVER);
  await start.click();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(downloads).toEqual([]);
});

test('an expired session is renewed before the download begins', async () => {
  const api = await openPeople();
  await button.click();
  await expect.element(dialog.getByText('3 traits.')).toBeVisible();
  let asked = 0;
  api.on('readExportColumns', () =>
    asked++ === 0 ? new Refusal(401, 'unauthenticated') : columns,
  );
  await start.click();
  await expect.element(page.getByText('Your session has ended')).toBeVisible();
  expect(downloads).toEqual([]);
  await expect.poll(() => downloads.length, { timeout: 10_000 }).toBe(1);
});

test('the dialog names masked traits and the column for rare ones', async () => {
  const api = await openPeople(loyal, { role: 'viewer', personalData: false });
  api.on('readExportColumns', {
    traits: ['email', 'other_traits', 'plan'],
    masked: ['email'],
    others: true,
    othersColumn: 'other_traits_2',
  });
  await expect.element(page.getByText('Values that you may not see are masked.')).toBeVisible();
  await button.click();
  await expect
    .element(dialog.getByText('Masked, because you may not see the values: email.'))
    .toBeVisible();
  await expect.element(dialog.getByText('in the last column, “other_traits_2”.')).toBeVisible();
});

test('an audience whose rule is not evaluated yet has no export', async () => {
  const building = { stage: 'building', progress: 0.5, versionInForce: null };
  await openPeople({ ...loyal, state: building });
  await expect
    .element(page.getByRole('heading', { name: 'Members are being counted' }))
    .toBeVisible();
  await expect.element(button).not.toBeInTheDocument();
});
