import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { crm } from '@/testing/hubspot';
import { apiOfNewSync } from '@/testing/newSync';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts, newSyncCounts } from '@/testing/syncs';

const AT = '2026-03-02T09:00:00Z';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const everyone = page.getByLabelText('Everyone');
const before = page.getByRole('region', { name: 'Before it starts' });

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = apiOfNewSync();
});

describe('the numbers of a new sync', () => {
  test('say before it is created how many people are sent, and why others are not', async () => {
    await open(api, '/syncs/new?destination=crm&audience=loyal', { role: 'marketer' });
    await expect.element(before).toHaveTextContent('In the audience1,240');
    await expect.element(before).toHaveTextContent('Created900');
    await expect.element(before).toHaveTextContent('Updated40');
    await expect.element(before).toHaveTextContent('260 without consent for marketing');
    await expect.element(before).toHaveTextContent('40 without an identifier');
    await expect.element(before).toHaveTextContent('Requestsat most 1,210');
    await expect.element(before).toHaveTextContent('Timeat least 1 min 4 s');
    await expect.element(button('Create and turn on')).toBeVisible();
    expect(api.requests('createSync')).toEqual([]);
    expect(api.bodies('countNewSync').at(-1)).toMatchObject({
      destination: crm.id,
      from: { kind: 'audience', audience: loyal.id },
      match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
    });
    fits();
    await sound();
  });

  test('say that they are rounded for users who may not see personal data', async () => {
    api.on('countNewSync', { ...newSyncCounts, approximate: true, updated: 0, notSent: [] });
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await everyone.click();
    await expect.element(before).toHaveTextContent('Createdabout 900');
    await expect.element(before).toHaveTextContent('Updated0');
    await expect.element(before).toHaveTextContent('Numbers are rounded');
  });

  test('have no time at a destination without limits', async () => {
    api.on('countNewSync', { ...newSyncCounts, shortestSeconds: null });
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await everyone.click();
    await expect.element(before).toHaveTextContent('Timethe destination documents no limit');
  });

  test('have no requests if no record can be made', async () => {
    api.on('countNewSync', { ...newSyncCounts, requests: null, shortestSeconds: null });
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await everyone.click();
    await expect.element(before).toHaveTextContent('Created900');
    await expect.element(before).not.toHaveTextContent('Requests');
  });

  test('keep their place while they are counted', async () => {
    api.on('countNewSync', NEVER);
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await everyone.click();
    await expect.element(before.getByRole('status')).toBeInTheDocument();
    expect(before.element().getBoundingClientRect().height).toBeGreaterThan(180);
  });

  test('do not keep anyone from creating the sync if they fail', async () => {
    api.on('countNewSync', new Refusal(503, 'unavailable'));
    api.on('createSync', NEVER);
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await everyone.click();
    await expect.element(before.getByRole('alert')).toBeVisible();
    await button('Create and turn on').click();
    await expect.poll(() => api.requests('createSync').length).toBe(1);
  });
});

describe('while the reader of tables is away', () => {
  beforeEach(() => {
    api.on('listModels', new Refusal(503, 'unavailable'));
  });

  test('a sync of people is edited', async () => {
    api.on('listSyncs', pageOf(contacts));
    api.on('readSync', contacts);
    await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
    await expect.element(button('Save changes')).toBeVisible();
    await expect.element(everyone).toBeChecked();
  });

  test('a new sync of people is created, and models say that they cannot be read', async () => {
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    const model = page.getByRole('radio', { name: 'A model' });
    await expect.element(page.getByText('The choices can’t be read right now.')).toBeVisible();
    await expect.element(model).toBeDisabled();
    await everyone.click();
    await expect.element(button('Create and turn on')).toBeVisible();
    fits();
    await sound();
    api.empty('listModels');
    await button('Try again').click();
    await expect.element(model).toBeEnabled();
  });

  test('a sync of a model says what is missing', async () => {
    const rows = { ...contacts, from: { kind: 'model', model: 'mdl_1' } as const };
    api.on('listSyncs', pageOf(rows));
    api.on('readSync', rows);
    await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(button('Save changes')).not.toBeInTheDocument();
  });
});

describe('a person', () => {
  beforeEach(() => {
    api.on('lookUpProfile', new Refusal(404, 'not-found'));
    api.on('listPeople', {
      nextCursor: null,
      similar: false,
      namesSearched: true,
      data: [
        {
          ...{ id: 'prf_1', person: { text: 'Ada Visser', source: 'name' }, identifier: null },
          ...{ facts: [], lastSeen: AT, lastEvent: AT },
        },
      ],
    });
  });

  test('is found by name for the preview', async () => {
    api.on('previewNewSync', { records: [], requests: [] });
    await open(api, '/syncs/new?destination=crm&audience=loyal', { role: 'marketer' });
    await userEvent.type(page.getByRole('searchbox', { name: 'Person' }), 'Ada Visser');
    await button('Preview').click();
    await expect
      .poll(() => api.requests('previewNewSync').map(({ query }) => query.profile))
      .toEqual(['prf_1']);
  });

  test('does not keep the button of a test record disabled after the dialog is closed', async () => {
    api.on('readSync', contacts);
    api.on('listSyncs', pageOf(contacts));
    api.on('readSyncFunnel', { sync: contacts.id, asOf: AT, complete: true, steps: [] });
    api.empty('listDeliveryCauses');
    await open(api, '/syncs/people-in-crm', { role: 'marketer' });
    const dialog = page.getByRole('dialog', { name: 'Send a test record' });
    const send = dialog.getByRole('button', { name: 'Send now' });
    const ask = async () => {
      await button('More').click();
      await page.getByRole('menuitem', { name: 'Send a test record' }).click();
    };
    await ask();
    await userEvent.type(dialog.getByRole('searchbox', { name: 'Person' }), 'Ada');
    await expect.element(send).toBeDisabled();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await ask();
    await expect.element(send).toBeEnabled();
  });

  test('is found by name for a test record', async () => {
    api.on('readSync', contacts);
    api.on('listSyncs', pageOf(contacts));
    api.on('readSyncFunnel', { sync: contacts.id, asOf: AT, complete: true, steps: [] });
    api.empty('listDeliveryCauses');
    api.on('testSync', NEVER);
    await open(api, '/syncs/people-in-crm', { role: 'marketer' });
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Send a test record' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send a test record' });
    await userEvent.type(dialog.getByRole('searchbox', { name: 'Person' }), 'Ada Visser');
    await expect.element(dialog.getByRole('button', { name: 'Send now' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Find' }).click();
    await expect.element(dialog.getByRole('button', { name: 'Any person' })).toHaveFocus();
    await dialog.getByRole('button', { name: 'Send now' }).click();
    await expect.poll(() => api.bodies('testSync')).toEqual([{ profile: 'prf_1' }]);
  });
});

test('the funnel of a sync names its audience, and the purposes for which people consent', async () => {
  const members = { ...contacts, from: { kind: 'audience', audience: loyal.id } as const };
  api.on('readSync', members);
  api.on('listSyncs', pageOf(members));
  api.empty('listDeliveryCauses');
  api.on('readSyncFunnel', {
    sync: members.id,
    asOf: AT,
    complete: true,
    steps: [
      { step: 'people', count: 3, stops: [] },
      { step: 'consent', count: 2, stops: [] },
    ],
  });
  await open(api, '/syncs/people-in-crm');
  const funnel = page.getByRole('list', { name: 'From Loyal to CRM' });
  await expect.element(funnel).toHaveTextContent('With consent for marketing2');
  await expect.element(page.getByRole('region', { name: 'From Loyal to CRM' })).toBeVisible();
});
