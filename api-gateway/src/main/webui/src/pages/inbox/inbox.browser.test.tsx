import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Delivery, Inbox, InboxGroup, Sync } from '@/api/generated/model';
import { toLocal } from '@/components/text/zoned';
import { Api, NEVER, Refusal } from '@/testing/api';
import { crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AS_OF = '2026-03-02T10:00:00Z';

const SAMPLE: Delivery = {
  id: 'dlv_1',
  destination: crm.id,
  sync: 'syn_1',
  object: 'contacts',
  record: 'ada@northwind.example',
  profile: 'prf_1',
  person: { text: 'Ada Visser', source: 'name' },
  operation: 'write',
  state: 'rejected',
  cause: { code: 'rejected', field: 'city', words: 'Unknown city' },
  version: 1,
  atDestination: 'absent',
  attempt: 1,
  createdAt: '2026-03-01T09:00:00Z',
  desiredAt: '2026-03-01T10:00:00Z',
  changedAt: '2026-03-01T10:00:00Z',
};

const REFUSED: InboxGroup = {
  destination: crm.id,
  sync: 'syn_1',
  state: 'rejected',
  cause: 'rejected',
  field: 'city',
  words: 'Unknown city',
  count: 12,
  atLeast: false,
  since: '2026-03-01T09:00:00Z',
  newest: '2026-03-01T10:00:00Z',
  sample: SAMPLE,
};

const UNCERTAIN: InboxGroup = {
  destination: crm.id,
  sync: 'syn_1',
  state: 'uncertain',
  cause: 'no-answer',
  words: 'The connection was cut',
  count: 8,
  atLeast: false,
  since: '2026-03-01T09:00:00Z',
  newest: '2026-03-01T10:00:00Z',
};

const DRIFT = {
  destination: crm.id,
  sync: 'syn_1',
  reconciliation: 'run_1',
  missing: 3,
  different: 2,
  approximate: false,
  at: '2026-03-01T08:00:00Z',
};

const SYNC: Sync = {
  id: 'syn_1',
  key: 'customers',
  name: 'Customers',
  tags: [],
  folder: null,
  owner: null,
  version: 1,
  destination: crm.id,
  from: { kind: 'profiles' },
  object: 'contacts',
  match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
  furtherMatches: [],
  mapping: [{ field: 'city', from: { kind: 'trait', name: 'city' } }],
  mode: 'upsert',
  settings: {},
  state: 'active',
  reason: null,
  counts: { rejected: 12, uncertain: 8 },
  approximate: false,
  run: null,
  drift: null,
  createdAt: '2026-03-01T09:00:00Z',
  updatedAt: '2026-03-01T09:00:00Z',
};

const inboxOf = (differs: Partial<Inbox>): Inbox => ({
  asOf: AS_OF,
  uncertain: [],
  refused: [],
  drift: [],
  incomplete: [],
  ...differs,
});

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = new Api();
  api.on('listSyncs', pageOf(SYNC));
  api.on('listDestinations', pageOf(crm));
});

const region = (name: string) => page.getByRole('region', { name });

test('each kind has its groups, with number, cause, sample by name and what to do', async () => {
  api.on('readInbox', inboxOf({ uncertain: [UNCERTAIN], refused: [REFUSED], drift: [DRIFT] }));
  await open(api, '/inbox');
  const uncertain = region('May have been sent');
  await expect.element(uncertain).toHaveTextContent('8 deliveries to CRM');
  await expect.element(uncertain).toHaveTextContent('The connection was cut');
  const refused = region('Refused or given up');
  await expect.element(refused).toHaveTextContent('12 deliveries to CRM');
  await expect.element(refused).toHaveTextContent('The destination refused it · city');
  await expect.element(refused.getByRole('link', { name: 'Ada Visser' })).toBeVisible();
  await expect
    .element(refused.getByRole('link', { name: 'Correct city' }))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_1?correct=city&delivery=dlv_1');
  await expect
    .element(refused.getByRole('link', { name: 'Open the mapping' }))
    .toHaveAttribute('href', '/w/northwind/syncs/syn_1?tab=mapping');
  const drift = region('Differences at the destination');
  await expect.element(drift).toHaveTextContent('Missing there: 3. With other values: 2.');
  await expect
    .element(drift.getByRole('link', { name: 'Compare: Customers' }))
    .toHaveAttribute('href', '/w/northwind/syncs/syn_1?tab=compare');
  fits();
  await sound();
  await page.viewport(1280, 900);
  fits();
  await sound();
});

test('the number of the question is counted first, and only these deliveries arrive', async () => {
  api.on('readInbox', inboxOf({ uncertain: [UNCERTAIN] }));
  api.on('previewArrived', { confirmed: 7 });
  api.on('confirmDeliveries', { confirmed: 7 });
  await open(api, '/inbox');
  const arrived = page.getByRole('button', { name: 'They arrived' });
  // By keyboard alone.
  arrived.element().focus();
  await userEvent.keyboard('{Enter}');
  const dialog = page.getByRole('dialog', { name: 'Have these records arrived?' });
  await expect.element(dialog).toHaveTextContent('7 records');
  fits();
  await sound();
  const chosen = { destination: crm.id, sync: 'syn_1', cause: 'no-answer', until: AS_OF };
  expect(api.requests('previewArrived').map(({ body }) => body)).toEqual([chosen]);
  expect(api.requests('confirmDeliveries')).toEqual([]);
  api.on('readInbox', inboxOf({}));
  await dialog.getByRole('button', { name: 'They arrived' }).click();
  await expect.element(page.getByText('7 deliveries count as delivered.')).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'The inbox is empty' })).toBeVisible();
  expect(api.requests('confirmDeliveries').map(({ body }) => body)).toEqual([chosen]);
});

test('a retry is of one cause and one field, after its dry run', async () => {
  api.on('readInbox', inboxOf({ refused: [REFUSED] }));
  api.on('previewRetry', { retried: 12 });
  api.on('retryDeliveries', { retried: 12 });
  await open(api, '/inbox');
  await page.getByRole('button', { name: 'Try again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Try these deliveries again?' });
  await expect.element(dialog).toHaveTextContent('12 records are sent to CRM once more');
  await expect.element(dialog).toHaveTextContent('will most likely be refused again');
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('12 deliveries are tried again.')).toBeVisible();
  const chosen = {
    destination: crm.id,
    sync: 'syn_1',
    state: 'rejected',
    cause: 'rejected',
    field: 'city',
    until: AS_OF,
  };
  expect(api.requests('previewRetry').map(({ body }) => body)).toEqual([chosen]);
  expect(api.requests('retryDeliveries').map(({ body }) => body)).toEqual([chosen]);
});

test('a request that takes more than its group says so', async () => {
  api.on('readInbox', inboxOf({ refused: [{ ...REFUSED, field: undefined, count: 3 }] }));
  api.on('previewRetry', { retried: 15 });
  await open(api, '/inbox');
  await page.getByRole('button', { name: 'Try again' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog).toHaveTextContent('15 records are sent to CRM once more');
  await expect.element(dialog).toHaveTextContent('includes deliveries of other groups');
});

test('a decision can be about the deliveries of a time span, which are counted first', async () => {
  const from = '2026-03-01T09:15:00Z';
  const until = '2026-03-01T09:45:00Z';
  api.on('readInbox', inboxOf({ refused: [REFUSED] }));
  api.on('previewRetry', { retried: 12 });
  api.on('retryDeliveries', { retried: 5 });
  await open(api, '/inbox');
  await page.getByRole('button', { name: 'Try again' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog).toHaveTextContent('12 records are sent to CRM once more');
  api.on('previewRetry', { retried: 5 });
  await dialog.getByLabelText('From').fill(toLocal(from, 'Europe/Amsterdam'));
  await dialog.getByLabelText('Until').fill(toLocal(until, 'Europe/Amsterdam'));
  await expect.element(dialog).toHaveTextContent('5 records are sent to CRM once more');
  fits();
  await sound();
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('5 deliveries are tried again.')).toBeVisible();
  expect(api.requests('retryDeliveries').map(({ body }) => body)).toEqual([
    {
      destination: crm.id,
      sync: 'syn_1',
      state: 'rejected',
      cause: 'rejected',
      field: 'city',
      from,
      until,
    },
  ]);
});

test('a time span never reaches behind the list, and one that ends first asks nothing', async () => {
  api.on('readInbox', inboxOf({ uncertain: [UNCERTAIN] }));
  api.on('previewArrived', { confirmed: 0 });
  await open(api, '/inbox');
  await page.getByRole('button', { name: 'They arrived' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabelText('Until').fill('2030-01-01T00:00');
  await expect.element(dialog).toHaveTextContent('None of these deliveries came into this state');
  expect(api.requests('previewArrived').map(({ body }) => body)).toEqual(
    [AS_OF, AS_OF].map((until) => ({
      destination: crm.id,
      sync: 'syn_1',
      cause: 'no-answer',
      until,
    })),
  );
  await dialog.getByLabelText('From').fill('2031-01-01T00:00');
  await expect.element(dialog).toHaveTextContent('The time span ends before it begins.');
  expect(dialog.getByRole('button', { name: 'They arrived' }).elements()).toEqual([]);
});

test('a group that was decided meanwhile has no question', async () => {
  api.on('readInbox', inboxOf({ refused: [REFUSED] }));
  api.on('previewRetry', { retried: 0 });
  await open(api, '/inbox');
  await page.getByRole('button', { name: 'Try again' }).click();
  const dialog = page.getByRole('dialog');
  await expect.element(dialog).toHaveTextContent('Nothing is left to do.');
  expect(dialog.getByRole('button', { name: 'Try again' }).elements()).toEqual([]);
});

test('rounded numbers stay rounded, and no time is sent that the API would refuse', async () => {
  const rounded = { ...REFUSED, count: 0, approximate: { fewerThan: 50 }, sample: undefined };
  api.on('readInbox', inboxOf({ refused: [rounded] }));
  api.on('previewRetry', { retried: 0, approximate: { fewerThan: 50 } });
  await open(api, '/inbox', { role: 'marketer', personalData: false });
  await expect
    .element(region('Refused or given up'))
    .toHaveTextContent('Deliveries to CRM: fewer than 50');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect
    .element(page.getByRole('dialog'))
    .toHaveTextContent('The records are sent to CRM once more');
  await expect
    .element(page.getByRole('dialog'))
    .toHaveTextContent('refused or given up since the list was read are included');
  expect(api.requests('previewRetry').map(({ body }) => body)).toEqual([
    { destination: crm.id, sync: 'syn_1', state: 'rejected', cause: 'rejected', field: 'city' },
  ]);
});

test('rounded groups of uncertain deliveries are not decided together', async () => {
  const rounded = { ...UNCERTAIN, count: 0, approximate: { fewerThan: 50 } };
  api.on('readInbox', inboxOf({ uncertain: [rounded] }));
  await open(api, '/inbox', { role: 'marketer', personalData: false });
  const uncertain = region('May have been sent');
  await expect.element(uncertain).toHaveTextContent('Decide about each of these deliveries');
  await expect.element(uncertain.getByRole('link', { name: 'Show deliveries' })).toBeVisible();
  for (const name of ['They arrived', 'Send again']) {
    expect(page.getByRole('button', { name }).elements()).toEqual([]);
  }
});

test('a viewer sees the groups and decides nothing', async () => {
  api.on('readInbox', inboxOf({ uncertain: [UNCERTAIN], refused: [REFUSED] }));
  await open(api, '/inbox', { role: 'viewer' });
  await expect.element(region('May have been sent')).toHaveTextContent('8 deliveries to CRM');
  for (const name of ['They arrived', 'Send again', 'Try again']) {
    expect(page.getByRole('button', { name }).elements()).toEqual([]);
  }
  expect(page.getByRole('link', { name: 'Correct city' }).elements()).toEqual([]);
});

test('a cut list and a cut number say so', async () => {
  const cut = { ...REFUSED, count: 5_000, atLeast: true, since: undefined, newest: undefined };
  api.on('readInbox', inboxOf({ refused: [cut], incomplete: ['refused'] }));
  await open(api, '/inbox');
  const refused = region('Refused or given up');
  await expect.element(refused).toHaveTextContent('At least 5,000 deliveries to CRM');
  await expect.element(refused).toHaveTextContent('groups can be missing here');
  await expect.element(refused).toHaveTextContent('At least 1 group');
  await expect.element(refused).not.toHaveTextContent('newest');
});

test('without an answer, the page says what failed and offers to try again', async () => {
  api.on('readInbox', new Refusal(503, 'unavailable', { retryable: false }));
  await open(api, '/inbox');
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await sound();
  api.on('readInbox', inboxOf({}));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByRole('heading', { name: 'The inbox is empty' })).toBeVisible();
  fits();
  await sound();
});

test('the outline stands until the answer comes', async () => {
  api.on('readInbox', NEVER);
  open(api, '/inbox').catch(() => undefined);
  await expect.element(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible();
  expect(document.querySelectorAll('[aria-busy=true]').length).toBeGreaterThan(0);
});
