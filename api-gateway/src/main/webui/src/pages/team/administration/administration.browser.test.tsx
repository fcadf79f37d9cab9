import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { AdministrationChange, AdministrationEntry, AuditEntry } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { connector, crm } from '@/testing/hubspot';
import { people } from '@/testing/models';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const change: AdministrationEntry = {
  actorKind: 'person',
  objectKind: 'destination',
  object: 'dst_1',
  name: 'CRM',
  outcome: 'done',
  status: 200,
  times: 1,
  service: 'destinations',
  requestId: 'req-1',
  address: '203.0.113.7',
  changes: [
    { field: '/rateLimit', before: 100, after: 50, secret: false },
    { field: '/baseUrl', before: null, after: 'https://crm.example', secret: false },
    { field: '/settings/accessToken', before: null, after: null, secret: true },
  ],
};
const entry: AuditEntry = {
  id: 'aud_1',
  kind: 'administration',
  actor: { id: ada.id, name: 'ada at that time' },
  operation: 'changeDestination',
  profile: null,
  part: null,
  reads: 1,
  firstAt: AT,
  lastAt: AT,
  administration: change,
};
const row = page.getByRole('row', { name: 'CRM' });

/** Types a day whose number is that of its month, so that the order of the parts does not matter. */
async function typeDay(label: string, year: string, both: string) {
  const field = page.getByLabelText(label, { exact: true });
  (field.element() as HTMLElement).focus();
  await userEvent.keyboard(`${both}${both}${year}`);
  await expect.element(field).toHaveValue(`${year}-${both}-${both}`);
}

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listMembers', pageOf(ada));
  api.empty('listModels', 'listSources', 'listDestinations', 'listSyncs', 'listAudiences');
  api.empty('listWarehouses');
  api.on('listConnectors', pageOf(connector));
});

test('an entry has the actor, the change in words, its object, and the values before and after', async () => {
  api.on('listAudit', pageOf(entry));
  await page.viewport(375, 900);
  await open(api, '/team?tab=administration');
  await expect.element(row).toHaveTextContent('Ada Visser');
  await expect.element(row).toHaveTextContent('Changed the destination CRM');
  await expect.element(row.getByText('before 100')).not.toBeVisible();

  await row.getByText('3 fields').click();
  for (const shown of ['Limit', 'Custom address', 'before 100', 'after 50', '203.0.113.7']) {
    await expect.element(row.getByText(shown, { exact: true })).toBeVisible();
  }
  await expect.element(row.getByText('before not set')).toBeVisible();
  await expect.element(row.getByText('after https://crm.example')).toBeVisible();
  expect(api.requests('listAudit')[0]?.query).toMatchObject({ kind: 'administration' });
  fits();
  await sound();
});

test('the object has its name of then, and a link while it exists', async () => {
  api.on('listDestinations', pageOf({ ...crm, id: 'dst_1', name: 'CRM of Europe' }));
  const gone = { ...change, object: 'dst_2', name: 'Newsletter tool' };
  const paused = { ...change, object: 'crm', name: null };
  api.on(
    'listAudit',
    pageOf(
      entry,
      { ...entry, id: 'aud_2', administration: gone },
      { ...entry, id: 'aud_3', operation: 'pauseDestination', administration: paused },
    ),
  );
  await open(api, '/team?tab=administration');
  const link = page.getByRole('link', { name: 'CRM', exact: true });
  await expect.element(link).toHaveAttribute('href', '/w/northwind/destinations/dst_1');
  // Colour alone does not tell a link among words.
  await expect.element(link).toHaveStyle({ textDecorationLine: 'underline' });
  await expect.element(page.getByText('Changed the destination Newsletter tool')).toBeVisible();
  await expect.element(page.getByRole('link', { name: 'Newsletter tool' })).not.toBeInTheDocument();
  await expect
    .element(page.getByRole('row', { name: 'Paused the destination' }))
    .toHaveTextContent('CRM of Europe');
});

test('a correction leads to the person', async () => {
  const changes = [{ field: '/profile', before: null, after: 'prf_1', secret: false }];
  const administration = { ...change, objectKind: 'trait', object: 'city', name: null, changes };
  api.on('listAudit', pageOf({ ...entry, operation: 'correctTrait', administration }));
  await open(api, '/team?tab=administration');
  const corrected = page.getByRole('row', { name: 'Corrected the trait city of a person' });
  await expect
    .element(corrected.getByRole('link', { name: 'city' }))
    .toHaveAttribute('href', '/w/northwind/dictionary/trait?name=city');
  await expect
    .element(corrected.getByRole('link').nth(1))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_1');
});

test('the list is narrowed by the API to a kind of object, an action and days', async () => {
  await page.viewport(375, 900);
  api.on('listAudit', pageOf(entry));
  const visit = await open(api, '/team?tab=administration');
  await page.getByRole('combobox', { name: 'Kind of object' }).click();
  await page.getByRole('option', { name: 'Destinations' }).click();
  await page.getByRole('combobox', { name: 'Type of action' }).fill('paused');
  await page.getByRole('option', { name: 'Paused the destination …' }).click();
  await typeDay('From', '2026', '02');
  await typeDay('To', '2026', '03');
  await expect
    .poll(() => api.requests('listAudit').at(-1)?.query)
    .toMatchObject({
      kind: 'administration',
      object: 'destination',
      action: 'pauseDestination',
      from: '2026-02-01T23:00:00Z',
      to: '2026-03-03T23:00:00Z',
    });
  expect(visit.address()).toContain('object=destination');
  // No digit of a year makes a request before the year is complete.
  const days = api.requests('listAudit').map(({ query }) => `${query.from} ${query.to}`);
  expect([...new Set(days)]).toEqual([
    'undefined undefined',
    '2026-02-01T23:00:00Z undefined',
    '2026-02-01T23:00:00Z 2026-03-03T23:00:00Z',
  ]);
  expect(days.filter((each) => each === days.at(-1))).toHaveLength(1);
  await expect
    .element(page.getByRole('link', { name: 'Export' }))
    .toHaveAttribute('href', expect.stringContaining('from=2026-02-01T23%3A00%3A00Z'));
  fits();
  await sound();
});

test('a day that is deleted narrows nothing once the field has lost the focus', async () => {
  api.on('listAudit', pageOf(entry));
  const visit = await open(api, '/team?tab=administration&from=2026-03-01');
  const field = page.getByLabelText('From', { exact: true });
  await expect.element(field).toHaveValue('2026-03-01');
  (field.element() as HTMLElement).focus();
  await userEvent.keyboard('{Delete}');
  await expect.element(field).toHaveValue('');
  expect(visit.address()).toContain('from=2026-03-01');
  await userEvent.keyboard('{Tab}{Tab}{Tab}{Tab}');
  await expect.poll(visit.address).not.toContain('from');
});

test('an object that the address has by its id is shown by its name', async () => {
  api.on('listAudit', pageOf({ ...entry, administration: { ...change, object: 'dst_9' } }));
  await open(api, '/team?tab=administration&object=dst_9');
  const kind = page.getByRole('combobox', { name: 'Kind of object' });
  await expect.element(kind).toHaveValue('CRM');
});

test.each(['rule', 'alert-rule'])('a nameless %s is not shown by its id', async (objectKind) => {
  const administration = { ...change, objectKind, object: 'alr_1', name: null };
  api.on('listAudit', pageOf({ ...entry, operation: 'putAlertRule', administration }));
  await open(api, '/team?tab=administration');
  const words = page.getByText('Changed the alert rule (name unknown)');
  await expect.element(words).toBeVisible();
  await expect.element(words).not.toHaveTextContent('alr_1');
});

test('a secret is shown as changed, without a value before and after', async () => {
  const changes = change.changes.filter(({ secret }) => secret);
  api.on('listAudit', pageOf({ ...entry, administration: { ...change, changes } }));
  await open(api, '/team?tab=administration');
  await row.getByText('1 field').click();
  await expect.element(row.getByText('Settings › Access token')).toBeVisible();
  await expect.element(row.getByText('changed, not shown')).toBeVisible();
  await expect.element(row).not.toHaveTextContent('before');
  await expect.element(row).not.toHaveTextContent('after');
});

test('the fields and values have the words of the forms, and objects their names', async () => {
  api.on('listAudiences', pageOf(loyal));
  api.on('listDestinations', pageOf(crm));
  type Written = AdministrationChange['after'];
  const changed = (field: string, before: Written, after: Written) => ({
    field,
    before,
    after,
    secret: false,
  });
  const administration = {
    ...change,
    objectKind: 'sync',
    object: 'syn_1',
    name: 'People in the CRM',
    changes: [
      changed('/destination', 'dst_9', crm.id),
      changed('/from/audience', null, loyal.id),
      changed('/mapping/0/field', 'lastname', 'firstname'),
      changed('/mapping/0/setOnce', null, true),
      changed('/match/from/type', 'phone', 'email'),
      changed('/mode', 'upsert', 'update-only'),
      changed('/object', null, 'contacts'),
      changed('/tags', ['spring'], ['spring', 'vip']),
    ],
  };
  api.on('listAudit', pageOf({ ...entry, operation: 'changeSync', administration }));
  await page.viewport(375, 900);
  await open(api, '/team?tab=administration');
  const sync = page.getByRole('row', { name: 'People in the CRM' });
  await sync.getByText('8 fields').click();
  for (const shown of [
    'before a deleted destination dst_9',
    `after ${crm.name}`,
    `after ${loyal.name}`,
    'after Contacts',
    'after First name',
    'Match by › Value › Type',
    'Fields › First name › Set only once',
    'after yes',
    'before Phone number',
    'after E-mail address',
    'before Create and update',
    'after Update only',
    'after spring and vip',
  ]) {
    await expect.element(sync.getByText(shown, { exact: true })).toBeVisible();
  }
  await expect.element(sync).not.toHaveTextContent(loyal.id);
  await expect.element(sync).not.toHaveTextContent('setOnce');
  fits();
  await sound();
});

test('objects with one name, deleted objects and texts that look like ids can be told apart', async () => {
  const id = (end: string) => `dst_01980000-0000-7000-8000-0000${end}`;
  api.on(
    'listDestinations',
    pageOf({ ...crm, id: id('aaaaaaaa') }, { ...crm, id: id('bbbbbbbb') }),
  );
  const changed = (field: string, before: string, after: string) => ({
    field,
    before,
    after,
    secret: false,
  });
  const changes = [
    changed('/destination', id('aaaaaaaa'), id('bbbbbbbb')),
    changed('/from/model', 'mdl_1', 'mdl_2'),
    changed('/table', 'src_customers', 'src_clients'),
  ];
  api.on('listAudit', pageOf({ ...entry, administration: { ...change, changes } }));
  await open(api, '/team?tab=administration');
  await row.getByText('3 fields').click();
  for (const shown of [
    `before ${crm.name} …aaaaaaaa`,
    `after ${crm.name} …bbbbbbbb`,
    'before a deleted model mdl_1',
    'after a deleted model mdl_2',
    'before src_customers',
    'after src_clients',
  ]) {
    await expect.element(row.getByText(shown, { exact: true })).toBeVisible();
  }
  await expect.element(row.getByTitle(id('aaaaaaaa'))).toBeVisible();
});

test('a refused attempt of a program is shown as refused', async () => {
  const refused: AdministrationEntry = {
    ...change,
    actorKind: 'program',
    outcome: 'refused',
    status: 403,
    changes: [],
  };
  const actor = { id: 'client-1', name: 'nightly-report' };
  api.on('listAudit', pageOf({ ...entry, actor, administration: refused }));
  await open(api, '/team?tab=administration');
  await expect.element(row).toHaveTextContent('nightly-reportProgram');
  await expect.element(row.getByText('Refused')).toBeVisible();
});

test('an engineer reads which role may see the entries', async () => {
  await open(api, '/team?tab=administration', { role: 'engineer' });
  await expect.element(page.getByText('This requires the role Admin')).toBeVisible();
  expect(api.requests('listAudit')).toEqual([]);
});

test('the name of a model is not shown for another object with the same key', async () => {
  api.on('listModels', pageOf({ ...people, key: 'orders', name: 'Orders of the shop' }));
  const named = (objectKind: string, operation: string): AuditEntry => ({
    ...entry,
    id: `aud_${objectKind}`,
    operation,
    administration: { ...change, objectKind, object: 'orders', name: null },
  });
  api.on('listAudit', pageOf(named('model', 'changeModel'), named('source', 'changeSource')));
  await open(api, '/team?tab=administration');
  await expect.element(page.getByText('Changed the model Orders of the shop')).toBeVisible();
  await expect.element(page.getByText('Changed the source orders')).toBeVisible();
});

test('a member whose address is hidden is called a user whose name is hidden', async () => {
  const member = { ...change, objectKind: 'member', object: null, name: null };
  const of = (operation: string): AuditEntry => ({
    ...entry,
    id: operation,
    operation,
    administration: member,
  });
  api.on('listAudit', pageOf(of('putMember'), of('removeMember')));
  await open(api, '/team?tab=administration');
  const hidden = 'a user whose name you may not see';
  await expect.element(page.getByText(`Changed the rights of ${hidden}`)).toBeVisible();
  await expect.element(page.getByText(`Removed ${hidden} from the team`)).toBeVisible();
});
