import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type {
  Delivery,
  DeliveryCauseCount,
  DestinationPerson,
  SyncPersonRemainder,
  SyncPersonStop,
} from '@/api/generated/model';
import { AGAIN } from '@/api/queryClient';
import { Api, Refusal } from '@/testing/api';
import { crm } from '@/testing/hubspot';
import { frames } from '@/testing/late';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { ADA, BY_ID, people } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const cause = (differs: Partial<DeliveryCauseCount>): DeliveryCauseCount => ({
  destination: 'dst_1',
  sync: 'syn_1',
  state: 'rejected',
  cause: 'rejected',
  count: 8,
  newest: '2026-03-01T10:00:00Z',
  ...differs,
});

const WITHHELD: Delivery = {
  id: 'dlv_1',
  destination: 'dst_1',
  sync: 'syn_1',
  object: 'contacts',
  record: 'ada@northwind.example',
  operation: 'write',
  state: 'withheld',
  cause: { code: 'consent', words: 'marketing' },
  version: 2,
  deliveredVersion: 1,
  atDestination: 'present',
  attempt: 0,
  createdAt: '2026-03-01T09:00:00Z',
  desiredAt: '2026-03-01T10:00:00Z',
  changedAt: '2026-03-01T10:00:00Z',
};

const DELIVERED: Delivery = {
  ...WITHHELD,
  cause: undefined,
  profile: 'prf_1',
  person: { text: 'Ada Visser', source: 'name' },
  state: 'delivered',
  deliveredVersion: 2,
  attempt: 1,
  deliveredAt: '2026-03-01T10:00:05Z',
};

/** How far Ada gets at the sync now. */
const explained = (
  stop?: SyncPersonStop,
  ...remainders: SyncPersonRemainder[]
): DestinationPerson => ({
  destination: 'dst_1',
  profile: 'prf_1',
  person: { text: 'Ada Visser', source: 'name' },
  asOf: '2026-03-02T09:00:00Z',
  syncs: [
    {
      sync: 'syn_1',
      delivered: stop === undefined,
      received: false,
      steps: [],
      ...(stop && { stop }),
      remainders,
    },
  ],
  concealed: [],
});

const consentNow = page.getByRole('region', { name: 'Consent now' });
const header = (name: string) => page.getByRole('columnheader', { name, exact: true });

async function openLog(...causes: DeliveryCauseCount[]) {
  const api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listDeliveries');
  api.on('listDeliveryCauses', pageOf(...causes));
  await open(api, '/deliveries');
  return page.getByRole('region', { name: 'Not delivered' });
}

test('failures come first with the sentence of the vendor, and consent is folded behind them', async () => {
  await page.viewport(375, 900);
  const panel = await openLog(
    cause({ state: 'withheld', cause: 'consent', words: 'marketing', count: 6_256 }),
    cause({
      field: 'email',
      words: 'Property values were not valid: [{"message":"Email address zoe@-shop is invalid"}]',
    }),
  );
  await expect.element(panel).toHaveTextContent('Email address zoe@-shop is invalid');
  await expect.element(panel).not.toHaveTextContent('Property values');
  const heldBack = panel.getByText('6,256 deliveries are withheld');
  await expect.element(heldBack).toBeVisible();
  await expect.element(page.getByText('No consent for marketing')).not.toBeVisible();
  fits();
  await sound();
  await heldBack.click();
  await expect.element(page.getByText('No consent for marketing')).toBeVisible();
  await sound();
});

test('where only consent is missing, nothing is called a failure', async () => {
  const panel = await openLog(cause({ state: 'withheld', cause: 'consent', words: 'marketing' }));
  await expect
    .element(panel)
    .toHaveTextContent('No delivery was refused, given up or left uncertain.');
});

test('a received delivery is not called delivered, and says what was refused of its request', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listDeliveryCauses');
  api.on('explainDelivery', explained());
  api.on('readDelivery', {
    ...DELIVERED,
    state: 'accepted',
    confirmed: false,
    atDestination: 'unknown',
    cause: {
      code: 'partly-refused',
      words: '3 of 100 records were refused: 3 invalid e-mail',
    },
    attempts: [
      {
        id: 'att_1',
        startedAt: '2026-03-01T10:00:00Z',
        endedAt: '2026-03-01T10:00:05Z',
        outcome: 'accepted',
        deliveries: 100,
        refusals: [{ reason: 'invalid e-mail', count: 3 }],
        exchanges: [],
      },
    ],
  });
  await open(api, '/deliveries/dlv_1');
  const main = page.getByRole('main');
  await expect.element(main).toHaveTextContent('Received');
  await expect.element(main).not.toHaveTextContent('Delivered');
  await expect
    .element(main)
    .toHaveTextContent('The destination refused some records of the request');
  await expect
    .element(main)
    .toHaveTextContent(
      'The destination refused 3 records of this request, and does not say which.',
    );
  fits();
  await sound();
});

test('new content of a received delivery does not make it delivered', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listDeliveryCauses');
  api.on('explainDelivery', explained());
  api.on('readDelivery', {
    ...DELIVERED,
    state: 'pending',
    confirmed: false,
    atDestination: 'unknown',
    attempts: [],
  });
  await open(api, '/deliveries/dlv_1');
  const main = page.getByRole('main');
  await expect.element(main).toHaveTextContent('Received');
  await expect.element(main).not.toHaveTextContent('Delivered');
});

test('people are shown by name, without a request for each of them', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listDeliveryCauses');
  const delivery = {
    id: 'dlv_1',
    destination: 'dst_1',
    sync: 'syn_1',
    object: 'contacts',
    record: 'ada@northwind.example',
    profile: 'prf_1',
    person: { text: 'Ada Visser', source: 'name' },
    operation: 'write',
    state: 'delivered',
    version: 1,
    atDestination: 'present',
    attempt: 1,
    createdAt: '2026-03-01T09:00:00Z',
    desiredAt: '2026-03-01T10:00:00Z',
    changedAt: '2026-03-01T10:00:00Z',
  } as const;
  api.on('listDeliveries', pageOf<Delivery>(delivery));
  api.on('readDelivery', delivery);
  api.on('explainDelivery', explained());
  await open(api, '/deliveries');
  const table = page.getByRole('table', { name: 'Sync log' });
  await expect
    .element(table.getByRole('link', { name: 'Ada Visser' }))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_1');
  expect(api.requests('labelPeople')).toEqual([]);
  fits();
  await sound();
  await table.getByRole('link', { name: 'ada@northwind.example' }).click();
  await expect.element(page.getByRole('link', { name: 'Ada Visser' })).toBeVisible();
  expect(api.requests('labelPeople')).toEqual([]);
  await expect
    .element(
      page.getByText('Later changes are sent only while the consent of the person allows it.'),
    )
    .toBeVisible();
  await expect.element(page.getByText('What to do')).not.toBeInTheDocument();
  await expect.element(consentNow).not.toBeInTheDocument();
});

describe('a delivered record of a person who has since denied consent', () => {
  const remainder: SyncPersonRemainder = {
    delivery: 'dlv_1',
    object: 'contacts',
    status: 'stays',
    certain: true,
    removal: 'archived',
    deliveredAt: DELIVERED.deliveredAt,
  };
  const denied: SyncPersonStop = { step: 'consent', code: 'consent-denied', purpose: 'marketing' };
  let api: Api;

  beforeEach(() => {
    api = new Api();
    api.empty('listSyncs');
    api.on('listDestinations', pageOf(crm));
    api.on('readDelivery', DELIVERED);
  });

  test('says when it was delivered, what is denied now, and that it stays', async () => {
    await page.viewport(375, 900);
    api.on('explainDelivery', explained(denied, { ...remainder, delivery: 'dlv_0' }, remainder));
    await open(api, '/deliveries/dlv_1');
    await expect.element(consentNow).toHaveTextContent('Delivered to CRM,');
    await expect
      .element(consentNow.getByRole('time'))
      .toHaveAttribute('datetime', '2026-03-01T10:00:05Z');
    await expect
      .element(consentNow)
      .toHaveTextContent('The person has since denied consent for marketing.');
    await expect.element(consentNow).toHaveTextContent('This sync does not remove it.');
    fits();
    await sound();
  });

  test('says that it is removed, in the words of the connector', async () => {
    api.on('explainDelivery', explained(denied, { ...remainder, status: 'removing' }));
    await open(api, '/deliveries/dlv_1');
    await expect.element(consentNow).toHaveTextContent('The request to archive it is on its way.');
  });

  test('stays if it is an event', async () => {
    api.on('readDelivery', { ...DELIVERED, object: 'events', event: 'Order Completed' });
    api.on('explainDelivery', explained(denied));
    await open(api, '/deliveries/dlv_1');
    await expect.element(consentNow).toHaveTextContent('This sync does not remove it.');
  });

  test('is read once, because each reading is on record', async () => {
    api.streamChanges();
    api.on('explainDelivery', explained(denied));
    await open(api, '/deliveries/dlv_1');
    await expect.element(consentNow).toBeVisible();
    const before = api.requests('readDelivery').length;
    api.changed('deliveries', 'dlv_1', 'prf_1');
    api.changed('syncs');
    await expect.poll(() => api.requests('readDelivery').length).toBeGreaterThan(before);
    await frames(10);
    expect(api.requests('explainDelivery')).toHaveLength(1);
  });

  test('is read once if the API does not know the sync', async () => {
    api.on('explainDelivery', new Refusal(404, 'not-found'));
    await open(api, '/deliveries/dlv_1');
    await expect.poll(() => api.requests('explainDelivery').length).toBe(1);
    // What could not be read is read again after five seconds, unless each reading is on record.
    await new Promise((resolve) => setTimeout(resolve, AGAIN + 1_000));
    expect(api.requests('explainDelivery')).toHaveLength(1);
    await expect.element(consentNow).not.toBeInTheDocument();
  });

  test('is shown as before to a user who may not see the person', async () => {
    const { profile: _, person: __, ...concealed } = DELIVERED;
    api.on('readDelivery', concealed);
    await open(api, '/deliveries/dlv_1', { personalData: false });
    await expect.element(page.getByText('The destination has exactly this content.')).toBeVisible();
    expect(api.requests('explainDelivery')).toEqual([]);
  });
});

test('the log is in the order of the last change, or of the creation, which the address says', async () => {
  const api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listDeliveryCauses');
  api.on('listDeliveries', pageOf(WITHHELD));
  const { address } = await open(api, '/deliveries');
  const order = page.getByRole('combobox', { name: 'Order' });
  await expect.element(order).toHaveValue('Last change first');
  await expect.element(header('Changed')).toBeVisible();
  await expect.element(header('Created')).not.toBeInTheDocument();
  await order.click();
  await page.getByRole('option', { name: 'Newest first' }).click();
  await expect.poll(address).toBe('/deliveries?sort=created');
  await expect
    .poll(() => api.requests('listDeliveries').map(({ query }) => query.sort))
    .toEqual(['changed', 'created']);
  await expect.element(header('Created')).toBeVisible();
  await sound();
  await order.click();
  await page.getByRole('option', { name: 'Last change first' }).click();
  await expect.poll(address).toBe('/deliveries');
});

test('the log finds people while the user types, and shows the deliveries of the one who is chosen', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listDeliveries', 'listDeliveryCauses');
  api.on('listPeople', people([ADA, BY_ID]));
  const { address } = await open(api, '/deliveries');
  const box = page.getByRole('searchbox', { name: 'Person' });
  await box.fill('ada');
  await expect.element(page.getByText('Choose a person:')).toBeVisible();
  expect(api.bodies('listPeople')).toEqual([{ query: 'ada', limit: 5, similar: false }]);
  fits();
  await sound();
  api.on('listPeople', people([]));
  await userEvent.type(box, 'x');
  await expect
    .element(page.getByText('No name or identifier begins with this text.'))
    .toBeVisible();
  await userEvent.type(box, '{Backspace}');
  await page.getByRole('button', { name: 'Ada Lovelace' }).click();
  await expect.poll(address).toBe('/deliveries?person=prf_ada');
  expect(api.requests('listDeliveries').at(-1)?.query).toMatchObject({ profile: 'prf_ada' });
});

test('the log of one sync has only the order of the API', async () => {
  const api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listDeliveries', 'listDeliveryCauses');
  await open(api, '/deliveries?sync=syn_1&sort=changed');
  await expect
    .poll(() => api.requests('listDeliveries').map(({ query }) => query.sort))
    .toEqual(['created']);
  await expect.element(page.getByRole('combobox', { name: 'Order' })).not.toBeInTheDocument();
});

test('a withheld record says whether the destination still has an earlier version', async () => {
  await page.viewport(375, 900);
  const api = new Api();
  api.empty('listSyncs', 'listDestinations', 'listDeliveryCauses');
  const withheld = WITHHELD;
  const never: Delivery = {
    ...withheld,
    id: 'dlv_2',
    object: 'list-memberships',
    record: 'bob@northwind.example',
    atDestination: 'absent',
  };
  api.on('listDeliveries', pageOf(withheld, never));
  api.on('readDelivery', withheld);
  await open(api, '/deliveries');
  const table = page.getByRole('table', { name: 'Sync log' });
  const still = 'The destination still has an earlier version.';
  const rows = table.getByRole('row');
  await expect.element(rows.filter({ hasText: 'ada@' })).toHaveTextContent(still);
  await expect.element(rows.filter({ hasText: 'bob@' })).not.toHaveTextContent(still);
  await expect.element(table).toHaveTextContent('sent as list memberships');
  fits();
  await sound();
  await table.getByRole('link', { name: 'ada@northwind.example' }).click();
  await expect.element(page.getByText(still)).toBeVisible();
  await expect.element(page.getByText('The person has not allowed marketing.')).toBeVisible();
});
