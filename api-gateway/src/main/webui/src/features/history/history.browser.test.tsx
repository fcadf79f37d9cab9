import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type {
  Audience,
  DefinitionVersion,
  Destination,
  Sync,
  Warehouse,
} from '@/api/generated/model';
import { Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { connector, crm } from '@/testing/hubspot';
import { goTo } from '@/testing/keyboard';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';
import { contacts } from '@/testing/syncs';

const AT = '2026-03-02T09:00:00Z';
const settings = { key: 'web', name: 'Web shop', kind: 'browser', enabled: true };

const shop: Warehouse = {
  id: 'whs_1',
  key: 'shop',
  name: 'Shop files',
  connection: {
    kind: 'files',
    path: 'shop.duckdb',
    host: null,
    port: null,
    database: null,
    schema: null,
    user: null,
    passwordSet: null,
    tls: null,
    verifyCertificate: null,
    caCertificate: null,
  },
  lastTest: null,
  version: 1,
  createdAt: AT,
  updatedAt: AT,
};
const FLOW = { lastAttempt: null, oldestWaiting: null, sentLastMinute: 0, waiting: 0 };

const by = (id: string, name: string) => ({ id, name });

function version(
  number: number,
  content: Record<string, unknown>,
  told: Partial<DefinitionVersion> = {},
): DefinitionVersion {
  return {
    version: number,
    key: String(content.key),
    name: String(content.name),
    deleted: false,
    changedAt: AT,
    changedBy: by(ada.id, 'ada'),
    inWords: null,
    content,
    ...told,
  };
}

/** A limit, a write key, a name; by a member, an API client and a user whose address is hidden. */
const versions = [
  version(4, { ...settings, eventsPerSecond: 7 }),
  version(
    3,
    { ...settings, eventsPerSecond: 5 },
    { changedBy: by('c-1', 'service-account-northwind.importer') },
  ),
  version(2, { ...settings, eventsPerSecond: 5 }, { changedBy: by('u-2', 'u-2') }),
  version(1, { ...settings, name: 'Web', eventsPerSecond: 5 }, { changedBy: null }),
];

const dialog = page.getByRole('dialog');
const list = dialog.getByRole('list', { name: 'Versions' });
const item = (number: number) =>
  list.getByRole('listitem').filter({ hasText: `Version ${number}` });
const restore = (number: number) =>
  dialog.getByRole('button', { name: `Restore version ${number}` });
const asked = page.getByRole('dialog', { name: 'Restore version 1?' });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listMembers', pageOf(ada));
  api.on('readSource', web);
  api.on('listEvents', pageOf());
  api.on('listSourceVersions', pageOf(...versions));
});

describe('the history of a source', () => {
  test('says who changed what when, in the words of the form', async () => {
    await page.viewport(375, 900);
    await open(api, '/sources/web');
    await goTo('{Tab}', 'History');
    await userEvent.keyboard('{Enter}');
    await expect.element(item(4)).toHaveTextContent('by Ada Visser');
    await expect.element(item(4)).toHaveTextContent('Limit');
    await expect.element(item(4)).toHaveTextContent('Before5 / sAfter7 / s');
    await expect.element(item(3)).toHaveTextContent('by the API client importer');
    await expect.element(item(3)).toHaveTextContent('A write key was added or revoked.');
    await expect.element(item(2)).toHaveTextContent('by a user whose name you may not see');
    await expect.element(item(2)).toHaveTextContent('BeforeWebAfterWeb shop');
    await expect.element(item(1)).toHaveTextContent('The author was not recorded.');
    await expect.element(item(1)).toHaveTextContent('Created as “Web”.');
    await expect.element(list).not.toHaveTextContent('u-2');
    fits();
    await sound();
  });

  test('is in the command palette', async () => {
    api.empty('listSources', 'listAudiences', 'listDestinations', 'listSyncs', 'listModels');
    api.empty('listWarehouses');
    api.on('listPeople', NEVER);
    for (const operation of ['listCatalogueTraits', 'listCatalogueEvents'] as const) {
      api.on(operation, NEVER);
    }
    const { address } = await open(api, '/sources/web');
    await userEvent.keyboard('{Control>}k{/Control}');
    await page.getByPlaceholder('A page, an audience').fill('history');
    await page.getByRole('button', { name: 'History of this object' }).click();
    await expect.poll(address).toBe('/sources/web?history=all');
    await expect.element(item(4)).toBeVisible();
  });

  test('compares any two versions, which the address names', async () => {
    const { address } = await open(api, '/sources/web?history=1-4');
    await expect.element(dialog).toHaveTextContent('NameVersion 1WebVersion 4Web shop');
    await expect.element(dialog).toHaveTextContent('LimitVersion 15 / sVersion 47 / s');
    await dialog.getByLabelText('With version').selectOptions('2');
    await expect.poll(address).toBe('/sources/web?history=1-2');
    await expect.element(dialog).not.toHaveTextContent('Limit');
    await dialog.getByLabelText('Version', { exact: true }).selectOptions('2');
    await expect.element(dialog.getByText('These versions have the same settings.')).toBeVisible();
    fits();
    await sound();
    await dialog.getByRole('button', { name: 'All versions' }).click();
    await dialog.getByRole('button', { name: 'Compare version 1' }).click();
    await expect.poll(address).toBe('/sources/web?history=1-4');
  });

  test('restores a version after saying what changes', async () => {
    api.on('restoreSource', () => {
      const restored = version(5, { ...settings, name: 'Web', eventsPerSecond: 5 });
      api.on('listSourceVersions', pageOf(restored, ...versions));
      return { ...web, name: 'Web', eventsPerSecond: 5 };
    });
    await open(api, '/sources/web?history=all', { role: 'engineer' });
    await expect.element(restore(4)).not.toBeInTheDocument();
    await restore(1).click();
    await expect
      .element(asked)
      .toHaveTextContent(
        '“Web shop” gets the settings of version 1 again; this changes “Name” and “Limit”.',
      );
    await expect.element(asked).toHaveTextContent('Its write keys stay as they are.');
    await expect.element(asked).toHaveTextContent('NowWeb shopThenWeb');
    await sound();
    await userEvent.keyboard('{Escape}');
    await expect.element(asked).not.toBeInTheDocument();
    await restore(1).click();
    await asked.getByRole('button', { name: 'Restore' }).click();
    await expect.element(page.getByText('Version 1 of “Web” is restored.')).toBeVisible();
    await expect.element(item(5)).toHaveTextContent('Active');
    await expect.element(item(1).getByText('Same settings as the active version.')).toBeVisible();
    const [request] = api.requests('restoreSource');
    expect([request?.place.version, request?.headers['if-match']]).toEqual(['1', '"4"']);
  });

  test('says that another user was faster', async () => {
    api.on('restoreSource', new Refusal(412, 'version-mismatch'));
    await open(api, '/sources/web?history=all');
    await restore(1).click();
    await asked.getByRole('button', { name: 'Restore' }).click();
    await expect
      .element(asked.getByText('Another user changed this in the meantime'))
      .toBeVisible();
    await expect.poll(() => api.requests('listSourceVersions').length).toBeGreaterThan(1);
  });

  test('says why a version cannot come back', async () => {
    api.on('restoreSource', new Refusal(409, 'key-taken', { detail: 'Another source has it' }));
    await open(api, '/sources/web?history=all');
    await restore(1).click();
    await asked.getByRole('button', { name: 'Restore' }).click();
    await expect.element(asked.getByText('Version 1 can’t be restored')).toBeVisible();
    await expect.element(asked.getByText('Another source has it')).toBeVisible();
  });

  test('is read by users who may not restore', async () => {
    await open(api, '/sources/web?history=all', { role: 'marketer' });
    await expect
      .element(dialog.getByText('Restoring a version requires the role Engineer.'))
      .toBeVisible();
    await expect.element(item(1)).toBeVisible();
    await expect.element(restore(1)).not.toBeInTheDocument();
  });

  test('waits, fails, and is tried again', async () => {
    let answer = (_: Refusal): void => {};
    api.on(
      'listSourceVersions',
      () =>
        new Promise<Refusal>((resolve) => {
          answer = resolve;
        }),
    );
    await open(api, '/sources/web');
    await page.getByRole('button', { name: 'History' }).click();
    await expect
      .poll(() => document.querySelectorAll('[aria-busy=true]').length)
      .toBeGreaterThan(0);
    // The page asks again by itself only if the failure may pass; then there is nothing to click.
    const failure = new Refusal(500, 'internal', { retryable: false });
    api.on('listSourceVersions', failure);
    answer(failure);
    await expect.element(dialog.getByText('Something went wrong on our side')).toBeVisible();
    api.on('listSourceVersions', pageOf(...versions));
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect.element(item(4)).toBeVisible();
  });

  test('says where it begins', async () => {
    api.on('listSourceVersions', pageOf(version(1, settings)));
    await open(api, '/sources/web?history=all');
    await expect.element(dialog.getByText('There is one version so far.')).toBeVisible();
  });

  test('says that it began with an update', async () => {
    api.on('listSourceVersions', pageOf(version(6, settings, { changedBy: null })));
    await open(api, '/sources/web?history=all');
    await expect
      .element(dialog.getByText('No versions yet: nothing has changed since the update'))
      .toBeVisible();
  });

  test('stays after the source is deleted, and nothing can be restored', async () => {
    api.on('readSource', new Refusal(404, 'not-found'));
    api.on(
      'listSourceVersions',
      pageOf(version(5, { ...settings, eventsPerSecond: 7 }, { deleted: true }), ...versions),
    );
    await open(api, '/sources/src_1');
    await page.getByRole('button', { name: 'History' }).click();
    await expect.element(dialog.getByText('A deleted source can’t be restored')).toBeVisible();
    await expect.element(item(5)).toHaveTextContent('Deleted.');
    await expect.element(restore(4)).not.toBeInTheDocument();
  });
});

describe('an audience', () => {
  const pro: Audience = {
    ...loyal,
    rule: { trait: 'plan', operator: 'equals', value: 'pro' },
    inWords: 'People whose plan is pro.',
    state: { progress: 1, stage: 'ready', versionInForce: 2 },
    version: 2,
  };
  const content = (value: string) => ({
    key: 'loyal',
    name: 'Loyal',
    description: null,
    rule: { trait: 'plan', operator: 'equals', value },
  });

  beforeEach(() => {
    api.on('readAudience', pro);
    api.empty('listSyncs', 'listAudiences', 'listDestinations');
    api.on('listAudienceSizes', { data: [] });
    api.on(
      'listAudienceVersions',
      pageOf(
        version(2, content('pro'), { inWords: 'People whose plan is pro.' }),
        version(1, content('free'), { inWords: 'People whose plan is free.' }),
      ),
    );
  });

  test('shows its rule as a sentence, and who moves', async () => {
    api.on('previewAudience', {
      asOf: AT,
      conditions: [],
      count: 12,
      inWords: 'People whose plan is free.',
      people: 100,
      sample: [],
      warnings: [],
      change: { joins: 5, leaves: 3, joining: [], leaving: [] },
    });
    await open(api, '/audiences/loyal?history=all', { role: 'marketer' });
    await expect
      .element(item(2))
      .toHaveTextContent('BeforePeople whose plan is free.AfterPeople whose plan is pro.');
    await restore(1).click();
    await expect
      .element(asked.getByText('With the rule of this version, 5 people join and 3 people leave.'))
      .toBeVisible();
  });

  test('whose rule needs a second person can be asked for', async () => {
    api.on('previewAudience', new Refusal(422, 'query-too-long'));
    api.on('restoreAudience', new Refusal(403, 'approval-needed'));
    api.on('requestChange', NEVER);
    await open(api, '/audiences/loyal?history=all', { role: 'marketer', personalData: false });
    await restore(1).click();
    await asked.getByRole('button', { name: 'Restore' }).click();
    await expect.element(asked.getByRole('button', { name: 'Ask for approval' })).toBeVisible();
  });
});

describe('a destination', () => {
  const content = (told: Record<string, unknown> = {}) => ({
    key: 'crm',
    name: 'CRM',
    connector: 'hubspot',
    settings: {},
    purposes: ['marketing'],
    baseUrl: null,
    rateLimit: null,
    ...told,
  });

  beforeEach(() => {
    const destination: Destination = { ...crm };
    api.on('readDestination', destination);
    api.on('listConnectors', pageOf(connector));
    api.empty('listSyncs', 'listDeliveries', 'listDeliveryCauses');
    api.on('readDestinationFlow', FLOW);
    api.on(
      'listDestinationVersions',
      pageOf(
        version(3, content()),
        version(2, content()),
        version(1, content({ baseUrl: 'https://eu.example' })),
      ),
    );
  });

  test('never shows a secret, and asks for it where it goes elsewhere', async () => {
    api.empty('listDestinations');
    api.on('restoreDestination', new Refusal(422, 'secret-needed'));
    await open(api, '/destinations/crm?history=all', { role: 'engineer' });
    await expect.element(item(3)).toHaveTextContent('A secret was changed. It is never shown.');
    await restore(1).click();
    await expect.element(asked).toHaveTextContent('The stored secrets stay as they are.');
    await asked.getByRole('button', { name: 'Restore' }).click();
    await expect.element(asked.getByText('they have to be entered again')).toBeVisible();
  });
});

describe('names stand in place of ids', () => {
  const mapping = { traits: {}, consent: {}, subscriptions: {}, observedAt: null };
  const model = (told: Record<string, unknown>) => ({
    key: 'people',
    name: 'People',
    warehouse: 'whs_1',
    table: 'customers',
    entity: 'person',
    primaryKey: ['id'],
    mapping: { ...mapping, identifiers: { email: 'email' } },
    schedule: { kind: 'manual' },
    paused: false,
    ...told,
  });

  test('in a deleted model', async () => {
    api.on('readModel', new Refusal(404, 'not-found'));
    api.on('listWarehouses', pageOf(shop, { ...shop, id: 'whs_2', key: 'old', name: 'Old shop' }));
    api.on(
      'listModelVersions',
      pageOf(
        version(2, model({ schedule: { kind: 'cron', expression: '30 6 * * *' } })),
        version(1, model({ warehouse: 'whs_2', mapping: { ...mapping, identifiers: {} } })),
      ),
    );
    await open(api, '/models/mdl_1');
    await page.getByRole('button', { name: 'History' }).click();
    await expect.element(item(2)).toHaveTextContent('ConnectionBeforeOld shopAfterShop files');
    await expect
      .element(item(2))
      .toHaveTextContent('Identifier in emailBeforenot setAfterE-mail address');
    await expect.element(item(2)).toHaveTextContent('RunsBeforeManuallyAfterDaily at 06:30');
  });

  test('of a deleted destination', async () => {
    const { key, name, object, match, mode, mapping, from } = contacts;
    const content = { key, name, object, match, mode, mapping, from, settings: {} };
    api.on('readSync', new Refusal(404, 'not-found'));
    api.empty('listAudiences', 'listModels');
    api.on('listDestinations', pageOf(crm));
    api.on('listConnectors', pageOf(connector));
    api.on(
      'listSyncVersions',
      pageOf(
        version(2, { ...content, destination: crm.id }),
        version(1, { ...content, destination: 'dst_gone' }),
      ),
    );
    await open(api, '/syncs/syn_1');
    await page.getByRole('button', { name: 'History' }).click();
    await expect
      .element(item(2))
      .toHaveTextContent(`DestinationBeforea deleted destinationAfter${crm.name}`);
  });

  test('in a deleted sync', async () => {
    const content = ({ key, name, destination, object, match, mode }: Sync) => ({
      ...{ key, name, destination, object, match, mode, settings: {} },
      from: { kind: 'audience', audience: 'aud_1' },
    });
    api.on('readSync', new Refusal(404, 'not-found'));
    api.empty('listAudiences', 'listModels');
    api.on('listDestinations', pageOf(crm));
    api.on('listConnectors', pageOf(connector));
    api.on(
      'listSyncVersions',
      pageOf(
        version(2, { ...content({ ...contacts, mode: 'mirror' }), mapping: contacts.mapping }),
        version(1, { ...content({ ...contacts, mode: 'upsert' }), mapping: [] }),
      ),
    );
    await open(api, '/syncs/syn_1');
    await page.getByRole('button', { name: 'History' }).click();
    await expect.element(item(2)).toHaveTextContent('First nameBeforenot setAfterTrait firstName');
    await expect
      .element(item(2))
      .toHaveTextContent('records of people who leave stay, because the destination can’t remove');
  });
});
