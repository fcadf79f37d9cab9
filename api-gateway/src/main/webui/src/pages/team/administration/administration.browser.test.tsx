import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { AdministrationEntry, AuditEntry } from '@/api/generated/model';
import { Api } from '@/testing/api';
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

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listMembers', pageOf(ada));
  api.empty('listModels');
});

test('an entry has the actor, the change in words, its object, and the values before and after', async () => {
  api.on('listAudit', pageOf(entry));
  await page.viewport(375, 900);
  await open(api, '/team?tab=administration');
  await expect.element(row).toHaveTextContent('Ada Visser');
  await expect.element(row).toHaveTextContent('Changed the destination CRM');
  await expect.element(row.getByText('before 100')).not.toBeVisible();

  await row.getByText('3 fields').click();
  for (const shown of ['rateLimit', 'before 100', 'after 50', '203.0.113.7']) {
    await expect.element(row.getByText(shown)).toBeVisible();
  }
  await expect.element(row.getByText('before not set')).toBeVisible();
  await expect.element(row.getByText('after https://crm.example')).toBeVisible();
  expect(api.requests('listAudit')[0]?.query).toMatchObject({ kind: 'administration' });
  fits();
  await sound();
});

test('a secret is shown as changed, without a value before and after', async () => {
  const changes = change.changes.filter(({ secret }) => secret);
  api.on('listAudit', pageOf({ ...entry, administration: { ...change, changes } }));
  await open(api, '/team?tab=administration');
  await row.getByText('1 field').click();
  await expect.element(row.getByText('settings/accessToken')).toBeVisible();
  await expect.element(row.getByText('changed, not shown')).toBeVisible();
  await expect.element(row).not.toHaveTextContent('before');
  await expect.element(row).not.toHaveTextContent('after');
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
