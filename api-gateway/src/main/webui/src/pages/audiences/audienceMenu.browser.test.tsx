import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Audience, Sync } from '@/api/generated/model';
import { Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { catalogue, traitOf } from '@/testing/dictionary';
import { crm } from '@/testing/hubspot';
import { goTo } from '@/testing/keyboard';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const AT = '2026-03-02T09:00:00Z';

const atRisk: Audience = {
  ...loyal,
  key: 'at-risk',
  name: 'At risk',
  description: 'Customers who may leave',
  tags: [],
  folder: null,
  owner: null,
  rule: { trait: 'churnScore', operator: 'greaterThan', value: 0.7 },
  inWords: 'People whose churnScore is greater than 0.7',
  size: 1280,
};
const vips: Audience = { ...atRisk, id: 'aud_2', key: 'vips', name: 'VIPs', uses: [atRisk.id] };
const list: Sync = {
  ...contacts,
  id: 'syn_2',
  name: 'At risk to the CRM',
  from: { kind: 'audience', audience: atRisk.key },
};
const churnScore = traitOf('churnScore', { types: ['number'] });

const dialog = page.getByRole('dialog');
const more = page.getByRole('button', { name: 'More', exact: true });
const remove = dialog.getByRole('button', { name: 'Delete' });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listAudiences', pageOf(atRisk));
  api.on('readAudience', atRisk);
  api.on('listAudienceSizes', pageOf());
  api.on('listDestinations', pageOf(crm));
  api.empty('listSyncs');
});

async function choose(action: string) {
  await more.click();
  await page.getByRole('menuitem', { name: action }).click();
}

describe('a copy', () => {
  beforeEach(() => {
    api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [churnScore] });
    api.on('listCatalogueEvents', { ...catalogue, people: 4, data: [] });
    api.on('previewAudience', NEVER);
  });

  test('begins with the rule, the description and another name, and is nothing before it is saved', async () => {
    const { address } = await open(api, '/audiences/at-risk', { role: 'marketer' });
    await choose('Duplicate');
    await expect.element(page.getByLabelText('Name')).toHaveValue('Copy of At risk');
    expect(address()).toBe('/audiences/new?copy=aud_1');
    await expect
      .element(page.getByText('A copy of At risk, not saved yet. Its syncs are not copied'))
      .toBeVisible();
    await expect.element(page.getByLabelText('Description')).toHaveValue(atRisk.description);
    await expect.element(page.getByRole('group', { name: 'churn score' })).toBeVisible();
    expect(api.requests('createAudience')).toEqual([]);

    api.on('createAudience', NEVER);
    await page.getByRole('button', { name: 'Create audience' }).click();
    await expect
      .poll(() => api.bodies('createAudience'))
      .toEqual([
        {
          name: 'Copy of At risk',
          key: 'copy-of-at-risk',
          description: atRisk.description,
          rule: { all: [atRisk.rule] },
        },
      ]);
    expect(api.requests('changeAudience')).toEqual([]);
  });

  test('of a rule that cannot be edited here is not begun, and the page says so', async () => {
    api.on('readAudience', { ...atRisk, rule: { futureOperator: 1 } as never });
    await open(api, '/audiences/new?copy=aud_1', { role: 'marketer' });
    await expect
      .element(page.getByRole('heading', { name: 'This rule can’t be edited here' }))
      .toBeVisible();
    await expect.element(page.getByRole('link', { name: 'At risk' })).toBeVisible();
  });

  test('of an audience that is gone says so', async () => {
    api.on('readAudience', new Refusal(404, 'not-found'));
    await open(api, '/audiences/new?copy=aud_1', { role: 'marketer' });
    await expect.element(page.getByRole('alert')).toHaveTextContent('Not found');
  });
});

describe('an audience is deleted', () => {
  test('once its name is typed; the dialog says who leaves it', async () => {
    await page.viewport(375, 900);
    const { address } = await open(api, '/audiences/at-risk', { role: 'marketer' });
    await goTo('{Tab}', 'More');
    await userEvent.keyboard('{Enter}');
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.element(dialog).toHaveTextContent('All its members leave it: 1,280 people.');
    await expect.element(remove).toBeDisabled();
    fits();
    await sound();
    await dialog.getByRole('textbox').fill('At risk');
    api.on('deleteAudience', undefined);
    api.empty('listAudiences');
    await remove.click();
    await expect.poll(address).toBe('/audiences');
    await expect.element(page.getByText('“At risk” is deleted.')).toBeVisible();
    expect(api.requests('deleteAudience').map(({ place }) => place.audience)).toEqual(['aud_1']);
  });

  test('only if nothing uses it: the objects that use it are links', async () => {
    api.on('listSyncs', pageOf(list));
    api.on('readSyncFunnel', { asOf: AT, complete: true, steps: [], sync: list.id });
    api.on('listAudiences', pageOf(atRisk, vips));
    await page.viewport(375, 900);
    await open(api, '/audiences/at-risk', { role: 'marketer' });
    await choose('Delete');
    await expect.element(dialog.getByRole('link', { name: list.name })).toBeVisible();
    await expect.element(dialog.getByText('sync to CRM')).toBeVisible();
    await expect.element(dialog.getByRole('link', { name: 'VIPs' })).toBeVisible();
    await expect.element(dialog).toHaveTextContent('A deleted sync removes nothing');
    await expect.element(remove).not.toBeInTheDocument();
    fits();
    await sound();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(more).toHaveFocus();
  });

  test('not if another user begins to use it meanwhile, and the dialog then names that use', async () => {
    api.on('readSyncFunnel', { asOf: AT, complete: true, steps: [], sync: list.id });
    api.on('deleteAudience', () => {
      api.on('listSyncs', pageOf(list));
      return new Refusal(409, 'in-use', { detail: 'The audience is used by a sync' });
    });
    await open(api, '/audiences/at-risk', { role: 'marketer' });
    await choose('Delete');
    await dialog.getByRole('textbox').fill('At risk');
    await remove.click();
    await expect.element(dialog.getByRole('link', { name: list.name })).toBeVisible();
    await expect.element(remove).not.toBeInTheDocument();
  });

  test('not before it is known what uses it, and the dialog says if that cannot be read', async () => {
    api.on('listSyncs', new Refusal(500, 'internal', { retryable: false }));
    await open(api, '/audiences/at-risk', { role: 'marketer' });
    await choose('Delete');
    await expect
      .element(dialog.getByRole('alert'))
      .toHaveTextContent('Something went wrong on our side');
    await expect.element(remove).not.toBeInTheDocument();
    api.empty('listSyncs');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect.element(remove).toBeVisible();
  });

  test('or copied by nobody whose role does not allow it', async () => {
    await open(api, '/audiences/at-risk', { role: 'viewer' });
    await expect.element(page.getByRole('button', { name: 'History' })).toBeVisible();
    await expect.element(more).not.toBeInTheDocument();
  });
});
