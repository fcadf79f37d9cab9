import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Manifest, ObjectType, Sync } from '@/api/generated/model';
import { type Api, NEVER, Refusal } from '@/testing/api';
import { connector } from '@/testing/hubspot';
import { apiOfNewSync } from '@/testing/newSync';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts, newSyncCounts } from '@/testing/syncs';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const modes = page.getByRole('radiogroup', { name: 'What the sync does' });
const mode = (name: string) => modes.getByRole('radio', { name, exact: true });
const dialog = page.getByRole('dialog');

function withModes(...declared: ObjectType['modes']): Manifest {
  return {
    ...connector,
    objects: connector.objects.map((each) => ({
      ...each,
      modes: declared,
      removal: 'deleted' as const,
    })),
  };
}

const counts = { ...newSyncCounts, requests: null, shortestSeconds: null };

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = apiOfNewSync();
  api.on('listConnectors', pageOf(withModes('upsert', 'update-only', 'mirror', 'delete')));
  api.on('countNewSync', counts);
});

describe('the modes of a new sync', () => {
  test('are those of the object, each with what it does', async () => {
    await open(api, '/syncs/new?destination=crm&audience=loyal', { role: 'marketer' });
    await expect.element(mode('Create, update and remove')).toBeChecked();
    await expect.element(modes).toHaveTextContent('records of people who leave are deleted.');
    await expect.element(modes).toHaveTextContent('records that the destination has already');
    await expect.element(mode('Create only')).not.toBeInTheDocument();
    await page.getByLabelText('Everyone').click();
    await expect.element(mode('Create and update')).toBeChecked();
    await expect.element(mode('Create, update and remove')).not.toBeInTheDocument();
    fits();
    await sound();
  });

  test('are chosen with the keyboard, and change what is counted', async () => {
    api.on('createSync', NEVER);
    await open(api, '/syncs/new?destination=crm&audience=loyal', { role: 'marketer' });
    mode('Create, update and remove').element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.element(mode('Update only')).toBeChecked();
    const before = page.getByRole('region', { name: 'Before it starts' });
    await expect.element(before).toHaveTextContent('Updated, if CRM has them940');
    await button('Create and turn on').click();
    await expect.poll(() => api.bodies('createSync')).toMatchObject([{ mode: 'update-only' }]);
  });

  test('are no choice if there is only one', async () => {
    api.on('listConnectors', pageOf(withModes('upsert')));
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await page.getByLabelText('Everyone').click();
    await expect
      .element(page.getByText('Creates and updates records; nothing is removed'))
      .toBeVisible();
    await expect.element(modes).not.toBeInTheDocument();
  });
});

describe('a sync that deletes', () => {
  beforeEach(async () => {
    const notSent = [
      { code: 'no-identifier', count: 40 },
      { code: 'absent', count: 30 },
    ];
    const ofDeletion = { ...counts, created: 0, updated: 0, deleted: 1_170, notSent };
    api.on('countNewSync', ofDeletion);
    await open(api, '/syncs/new?destination=crm&audience=loyal', { role: 'marketer' });
    await mode('Delete').click();
  });

  test('has no fields, and counts the records that are deleted and those that are deleted already', async () => {
    await expect.element(page.getByText('Tributary can’t restore them')).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Fields' })).not.toBeInTheDocument();
    const before = page.getByRole('region', { name: 'Before it starts' });
    await expect.element(before).toHaveTextContent('Deleted1,170');
    await expect.element(before).toHaveTextContent('30 deleted already');
    fits();
    await sound();
  });

  test('begins after its name is typed', async () => {
    api.on('createSync', NEVER);
    await button('Create and turn on').click();
    await expect.element(dialog).toHaveTextContent('Delete records in CRM?');
    expect(api.requests('createSync')).toEqual([]);
    await dialog.getByRole('textbox').fill('Loyal to CRM');
    await sound();
    await dialog.getByRole('button', { name: 'Create and turn on' }).click();
    await expect
      .poll(() => api.bodies('createSync'))
      .toMatchObject([{ mode: 'delete', mapping: [] }]);
  });

  test('is created paused without a question', async () => {
    api.on('createSync', NEVER);
    await button('Create paused').click();
    await expect.poll(() => api.requests('createSync').length).toBe(1);
  });

  test('says in the preview that the record would be deleted', async () => {
    api.on('lookUpProfile', { id: 'prf_1' } as never);
    api.on('previewNewSync', {
      records: [{ record: 'ada@shop.example', fields: {} }],
      requests: [],
    });
    await page.getByRole('searchbox', { name: 'Person' }).fill('ada@shop.example');
    await button('Preview').click();
    await expect.element(page.getByText('Would be deleted')).toBeVisible();
  });
});

describe('a mode that the object no longer has', () => {
  const gone: Sync = { ...contacts, mode: 'create-only' };

  beforeEach(() => {
    api.on('readSync', gone);
    api.on('listSyncs', pageOf(gone));
  });

  test('is named in the form, and another one is chosen', async () => {
    api.on('changeSync', NEVER);
    await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
    await expect
      .element(page.getByText('Contacts can’t be synced with “Create only” any more.'))
      .toBeVisible();
    await button('Save changes').click();
    expect(api.requests('changeSync')).toEqual([]);
    await mode('Create and update').click();
    await button('Save changes').click();
    await expect.poll(() => api.bodies('changeSync')).toMatchObject([{ mode: 'upsert' }]);
    await sound();
  });

  test('is named on the page of the sync', async () => {
    api.on('readSyncFunnel', new Refusal(503, 'unavailable'));
    api.empty('listDeliveryCauses');
    await open(api, '/syncs/people-in-crm');
    await expect
      .element(page.getByRole('note', { name: 'The destination no longer supports' }))
      .toHaveTextContent('Contacts can’t be synced with “Create only” any more.');
    fits();
    await sound();
  });
});

describe('the page of a sync that deletes', () => {
  const deletes: Sync = {
    ...contacts,
    mode: 'delete',
    mapping: [],
    state: 'paused',
    counts: { delivered: 12, pending: 3 },
  };

  beforeEach(async () => {
    api.on('readSync', deletes);
    api.on('listSyncs', pageOf(deletes));
    api.on('readSyncFunnel', new Refusal(503, 'unavailable'));
    api.empty('listDeliveryCauses');
    await open(api, '/syncs/people-in-crm', { role: 'marketer' });
  });

  test('says what is deleted, and asks before it is turned on', async () => {
    await expect
      .element(page.getByText('12 deleted, 3 waiting until it is turned on'))
      .toBeVisible();
    await button('Turn on').click();
    await expect
      .element(dialog)
      .toHaveTextContent('3 records that wait are deleted at the destination');
    await sound();
  });

  test('deletes as a test only the record of a chosen person', async () => {
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Delete a test record' }).click();
    await expect.element(dialog.getByRole('button', { name: 'Delete now' })).toBeDisabled();
    await expect.element(dialog).toHaveTextContent('Choose the person whose record is deleted.');
  });
});
