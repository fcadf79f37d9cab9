import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type {
  DestinationPerson,
  Model,
  Sync,
  SyncPerson,
  SyncPersonRemainder,
  SyncPersonStop,
} from '@/api/generated/model';
import { Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { profileOf } from '@/testing/people';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const AT = '2026-03-02T09:00:00Z';
const STEPS = ['people', 'identifier', 'consent', 'sent', 'accepted'] as const;

const members: Sync = {
  ...contacts,
  id: 'syn_2',
  key: 'loyal-in-crm',
  name: 'Loyal in the CRM',
  from: { kind: 'audience', audience: loyal.id },
};

const ada = profileOf({
  id: 'prf_1',
  person: { text: 'Ada Visser', source: 'name' },
  identifiers: [{ type: 'user_id', value: 'u-1' }],
  traits: { name: 'Ada Visser', email: 'ada@' },
});

const atSync = (stop?: SyncPersonStop, differs: Partial<SyncPerson> = {}): SyncPerson => ({
  sync: contacts.id,
  delivered: stop === undefined,
  received: false,
  steps: STEPS.map((step) => ({
    step,
    reached: stop === undefined || STEPS.indexOf(step) < STEPS.indexOf(stop.step),
  })),
  ...(stop && { stop }),
  remainders: [],
  ...differs,
});

const answer = (syncs: SyncPerson[], concealed: string[] = []): DestinationPerson => ({
  destination: crm.id,
  profile: 'prf_1',
  person: { text: 'Ada Visser', source: 'name' },
  asOf: AT,
  syncs,
  concealed,
});

const drawer = page.getByRole('dialog');

/** How many steps have this mark. */
const marked = (label: string) => drawer.getByLabelText(label, { exact: true }).elements().length;

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = new Api();
  api.on('listConnectors', pageOf(connector));
  api.on('listDestinations', pageOf(crm));
  api.on('readDestination', crm);
  api.on('readDestinationFlow', {
    lastAttempt: null,
    oldestWaiting: null,
    sentLastMinute: 0,
    waiting: 0,
  });
  api.on('listSyncs', pageOf(contacts, members));
  api.on('readSync', contacts);
  api.on('readSyncFunnel', { sync: contacts.id, asOf: AT, complete: true, steps: [] });
  api.on('listAudiences', pageOf(loyal));
  api.empty('listDeliveryCauses');
  api.on('lookUpProfile', { id: 'prf_1' });
  api.on('listPeople', NEVER);
});

async function ask(path: string, name: string, rights = {}) {
  await open(api, path, rights);
  const box = page.getByRole('searchbox', { name: `Why is a person at ${name}, or not?` });
  await userEvent.type(box, 'ada@northwind.example{Enter}');
}

describe('a person who is typed by name', () => {
  const named = (id: string, text: string) => ({
    ...{ id, person: { text, source: 'name' as const }, identifier: null },
    ...{ facts: [], lastSeen: AT, lastEvent: AT },
  });
  const people = { nextCursor: null, similar: false, namesSearched: true };

  beforeEach(async () => {
    api.on('lookUpProfile', new Refusal(404, 'not-found'));
    api.on('explainDelivery', new Refusal(404, 'not-found'));
    await open(api, '/syncs/people-in-crm');
  });

  const type = (name: string) =>
    userEvent.type(page.getByRole('searchbox', { name: 'Why is a person at' }), `${name}{Enter}`);

  test('is taken if the name is unique', async () => {
    api.on('listPeople', { ...people, data: [named('prf_1', 'Ada Visser')] });
    await type('Ada Visser');
    await expect.element(drawer).toHaveTextContent('No data of this person has arrived');
  });

  test('is found while the user types, without Enter', async () => {
    api.on('listPeople', { ...people, data: [named('prf_1', 'Ada Visser')] });
    await userEvent.type(page.getByRole('searchbox', { name: 'Why is a person at' }), 'Ada Vis');
    await page.getByRole('button', { name: 'Ada Visser' }).click();
    await expect.element(drawer).toHaveTextContent('No data of this person has arrived');
  });

  test('is chosen among several people of the name', async () => {
    api.on('listPeople', {
      ...people,
      data: [
        named('prf_1', 'Ada Visser'),
        { ...named('prf_2', 'Ada Vos'), facts: [{ trait: 'country', value: 'NL' }] },
      ],
    });
    await type('Ada V');
    await expect.element(page.getByText('Several people have this name.')).toBeVisible();
    await expect
      .element(page.getByRole('listitem').filter({ hasText: 'Ada Vos' }))
      .toHaveTextContent('NL · last seen');
    fits();
    await sound();
    await page.getByRole('button', { name: 'Ada Vos' }).click();
    await expect.element(drawer).toHaveTextContent('No data of this person has arrived');
    expect(api.requests('explainDelivery').at(-1)?.place).toMatchObject({ profile: 'prf_2' });
  });
});

describe('on the page of a sync', () => {
  const asked = () => ask('/syncs/people-in-crm', contacts.name);

  test('a person without consent is withheld, and the steps say how far the person gets', async () => {
    api.on(
      'explainDelivery',
      answer([atSync({ step: 'consent', code: 'consent-denied', purpose: 'marketing' })]),
    );
    await asked();
    await expect
      .element(drawer)
      .toHaveTextContent('Withheld: the person denied consent for marketing');
    await expect.element(drawer.getByRole('link', { name: 'Ada Visser' })).toBeVisible();
    await expect.poll(() => marked('Reached')).toBe(2);
    expect(marked('Not reached')).toBe(1);
    expect(marked('Not reached yet')).toBe(2);
    expect(api.requests('explainDelivery').map(({ place }) => place)).toMatchObject([
      { sync: 'syn_1', profile: 'prf_1' },
    ]);
    fits();
    await sound();
  });

  test('a delivered person says so, with the way to the delivery', async () => {
    const delivery = {
      id: 'dlv_1',
      operation: 'write',
      state: 'delivered',
      deliveredAt: AT,
    } as const;
    api.on('explainDelivery', answer([atSync(undefined, { delivery })]));
    await asked();
    await expect.element(drawer).toHaveTextContent('Delivered to CRM');
    await expect
      .element(drawer.getByRole('link', { name: 'Show the delivery' }))
      .toHaveAttribute('href', '/w/northwind/deliveries/dlv_1');
    await expect.element(drawer).not.toHaveTextContent('An earlier version');
  });

  test('a received person is not called delivered', async () => {
    const delivery = {
      id: 'dlv_1',
      operation: 'write',
      state: 'accepted',
      deliveredAt: AT,
    } as const;
    api.on(
      'explainDelivery',
      answer([atSync(undefined, { delivered: false, received: true, delivery })]),
    );
    await asked();
    await expect.element(drawer).toHaveTextContent('Received by CRM, which never confirms more');
    await expect.element(drawer).not.toHaveTextContent('Delivered');
    await expect.element(drawer).not.toHaveTextContent('An earlier version');
    fits();
    await sound();
  });

  test('an earlier version that was only received is not called delivered', async () => {
    const delivery = {
      id: 'dlv_1',
      operation: 'write',
      state: 'pending',
      deliveredAt: AT,
      confirmed: false,
    } as const;
    api.on('explainDelivery', answer([atSync({ step: 'sent', code: 'pending' }, { delivery })]));
    await asked();
    await expect
      .element(drawer)
      .toHaveTextContent('An earlier version was received, and not confirmed');
    await expect.element(drawer).not.toHaveTextContent('was delivered');
  });

  test('a record in a job, and one that waits for another record, say so', async () => {
    api.on(
      'explainDelivery',
      answer([atSync({ step: 'accepted', code: 'submitted', since: AT, until: AT })]),
    );
    await asked();
    await expect.element(drawer).toHaveTextContent('In a job of CRM. The result is not known yet,');
    await expect.element(drawer).toHaveTextContent('next question about the result');
  });

  test('a refusal has the sentence of the destination, or says that it is hidden', async () => {
    const refused = (words: SyncPersonStop['words']) =>
      answer([atSync({ step: 'accepted', code: 'rejected', field: 'email', words, since: AT })]);
    api.on('explainDelivery', refused('400: {"message":"Email address zoe@ is invalid"}'));
    await asked();
    await expect.element(drawer).toHaveTextContent('Refused by CRM,');
    await expect.element(drawer).not.toHaveTextContent('since');
    await expect.element(drawer).toHaveTextContent('Field email');
    await expect.element(drawer).toHaveTextContent('Email address zoe@ is invalid');
    await expect.element(drawer).not.toHaveTextContent('message');
    fits();
    await sound();
  });

  test('masked words stay hidden', async () => {
    api.on(
      'explainDelivery',
      answer([atSync({ step: 'accepted', code: 'dead', since: AT, words: { masked: true } })]),
    );
    await asked();
    await expect.element(drawer).toHaveTextContent('Given up after 24 hours without success');
    await expect.element(drawer).toHaveTextContent('hidden');
    await sound();
  });

  test('an identifier that was left out leads to the identifiers of the person', async () => {
    api.on(
      'explainDelivery',
      answer([
        atSync({
          step: 'identifier',
          code: 'left-out',
          from: { kind: 'identifier', type: 'email' },
        }),
      ]),
    );
    await asked();
    await expect
      .element(drawer)
      .toHaveTextContent('Not sent: the value for E-mail address does not count as an identifier');
    await expect
      .element(drawer.getByRole('link', { name: 'Identifiers of the person' }))
      .toHaveAttribute('href', '/w/northwind/profiles/prf_1?tab=identity');
    expect(api.requests('readProfile')).toEqual([]);

    api.on('readProfile', ada);
    api.on('explainIdentity', {
      samePerson: false,
      a: { profile: null },
      b: { profile: 'prf_1' },
      conflicts: [],
      reason: 'invalid',
    });
    await drawer.getByRole('button', { name: 'Why was it left out?' }).click();
    await expect
      .element(drawer)
      .toHaveTextContent('ada@: The value does not match the format of its type.');
    expect(api.bodies('explainIdentity')).toEqual([
      { a: { type: 'email', value: 'ada@' }, b: { type: 'user_id', value: 'u-1' } },
    ]);
    fits();
    await sound();
  });

  test('a hidden value is said to be hidden', async () => {
    const from = { kind: 'identifier', type: 'email' } as const;
    api.on('explainDelivery', answer([atSync({ step: 'identifier', code: 'left-out', from })]));
    await ask('/syncs/people-in-crm', contacts.name, { personalData: false });
    api.on('readProfile', { ...ada, traits: { email: { masked: true } } });
    await drawer.getByRole('button', { name: 'Why was it left out?' }).click();
    await expect.element(drawer).toHaveTextContent('The value is hidden from you');
    await expect.element(drawer).not.toHaveTextContent('not on record');
    await sound();
  });

  test('what consent allows again waits, without the time when it was withheld', async () => {
    const stop = { step: 'sent', code: 'withheld', purpose: 'marketing', since: AT } as const;
    api.on('explainDelivery', answer([atSync(stop)]));
    await asked();
    await expect
      .element(drawer)
      .toHaveTextContent('Waits: consent allows it again, and it is sent next');
    await expect.element(drawer).not.toHaveTextContent('sent next,');
  });

  describe('a person who denied consent after a delivery', () => {
    const denied = { step: 'consent', code: 'consent-denied', purpose: 'marketing' } as const;
    const contact: SyncPersonRemainder = {
      delivery: 'dlv_1',
      object: 'contacts',
      status: 'stays',
      certain: true,
      removal: 'archived',
      deliveredAt: AT,
    };

    async function explained(...remainders: SyncPersonRemainder[]) {
      api.on('explainDelivery', answer([atSync(denied, { remainders })]));
      await asked();
      return drawer.getByRole('list', { name: 'At CRM from earlier deliveries' });
    }

    test('is said to be at the destination, if the sync removes nothing', async () => {
      const list = await explained(contact);
      await expect
        .element(drawer)
        .toHaveTextContent('At CRM. Further changes are withheld: the person denied consent');
      await expect
        .element(list)
        .toHaveTextContent('CRM still has a record in contacts from an earlier delivery,');
      await expect.element(list).toHaveTextContent('This sync does not remove it.');
      fits();
      await sound();
    });

    test('has the record until its removal arrives, in the words of the connector', async () => {
      const list = await explained(
        { ...contact, status: 'removing' },
        { ...contact, delivery: 'dlv_2', status: 'removal-stuck', certain: false },
      );
      await expect.element(list).toHaveTextContent('The request to archive it is on its way.');
      await expect.element(list).toHaveTextContent('CRM may still have a record in contacts');
      await expect.element(list).toHaveTextContent('Its removal has not arrived.');
    });

    test('is withheld, and not at the destination, if a removal has arrived', async () => {
      await explained(contact, { ...contact, delivery: 'dlv_2', status: 'removed' });
      await expect.element(drawer).toHaveTextContent('Withheld: the person denied consent');
      await expect.element(drawer).not.toHaveTextContent('At CRM. Further');
    });

    test('is said to be archived and not deleted, where the destination only archives', async () => {
      const list = await explained({ ...contact, status: 'removed' });
      await expect
        .element(list)
        .toHaveTextContent('Archived in contacts at CRM, where it can be restored');
      await expect.element(list).not.toHaveTextContent('still has');
    });

    test('says nothing of the destination if nothing was ever delivered', async () => {
      const list = await explained();
      await expect.element(drawer).toHaveTextContent('Withheld: the person denied consent');
      await expect.element(list).not.toBeInTheDocument();
    });
  });

  test('a person who has not arrived yet is no failure', async () => {
    api.on('explainDelivery', new Refusal(404, 'not-found'));
    await asked();
    await expect.element(drawer).toHaveTextContent('No data of this person has arrived');
    await sound();
  });
});

describe('the page of a sync', () => {
  test('says that its numbers are rounded for those who may not see personal data', async () => {
    api.on('readSync', { ...contacts, approximate: true, counts: { delivered: 40 } });
    await open(api, '/syncs/people-in-crm', { personalData: false });
    await expect.element(page.getByText('Numbers are rounded')).toBeVisible();
    await sound();
  });

  test('shows exact numbers without a word about it', async () => {
    await open(api, '/syncs/people-in-crm');
    await expect.element(page.getByText('up to date at the destination')).toBeVisible();
    await expect.element(page.getByText('Numbers are rounded')).not.toBeInTheDocument();
  });

  test('shows no id of an audience that does not exist any more', async () => {
    const from = { kind: 'audience', audience: 'aud_gone' } as const;
    api.on('readSync', { ...members, from });
    await open(api, '/syncs/loyal-in-crm');
    await expect.element(page.getByText('People in an audience that does not exist')).toBeVisible();
    await expect.element(page.getByText('aud_gone')).not.toBeInTheDocument();
  });

  test('names the model whose rows it sends', async () => {
    const model = { id: 'mdl_1', key: 'orders', name: 'Orders of the shop' };
    api.on('listModels', pageOf(model as Model));
    api.on('readSync', { ...contacts, from: { kind: 'model', model: 'mdl_1' } });
    await open(api, '/syncs/people-in-crm');
    await expect.element(page.getByText('Rows of Orders of the shop')).toBeVisible();
  });
});

describe('a sync of rows of a model', () => {
  const rows: Sync = { ...contacts, from: { kind: 'model', model: 'mdl_1' } };
  const ofRow = (stop?: SyncPersonStop) =>
    answer([
      atSync(stop, {
        steps: (['people', 'consent', 'sent', 'accepted'] as const).map((step) => ({
          step,
          reached: stop === undefined || STEPS.indexOf(step) < STEPS.indexOf(stop.step),
        })),
      }),
    ]);

  beforeEach(() => {
    api.on('readSync', rows);
    api.on('listSyncs', pageOf(rows));
    api.on('listModels', pageOf({ id: 'mdl_1', key: 'orders', name: 'Orders' } as Model));
  });

  test('says how far the rows of a person come', async () => {
    api.on('explainDelivery', ofRow({ step: 'accepted', code: 'rejected', since: AT }));
    await ask('/syncs/people-in-crm', rows.name);
    await expect.element(drawer).toHaveTextContent('Refused by CRM,');
    await expect.element(drawer).toHaveTextContent('Rows of a model');
    await expect.poll(() => marked('Reached')).toBe(3);
    fits();
    await sound();
  });

  test('says that the rows were delivered', async () => {
    api.on('explainDelivery', ofRow());
    await ask('/syncs/people-in-crm', rows.name);
    await expect.element(drawer).toHaveTextContent('The rows of the person were delivered to CRM');
  });

  test.each([
    ['no-row', 'Not sent: no row of the model has an identifier of the person'],
    ['sends-rows', 'The person of a row is unknown, or hidden from you'],
  ] as const)('leads to the sync log: %s', async (code, words) => {
    api.on('explainDelivery', ofRow({ step: 'people', code }));
    await ask('/syncs/people-in-crm', rows.name);
    await expect.element(drawer).toHaveTextContent(words);
    await expect
      .element(drawer.getByRole('link', { name: 'Look in the sync log' }))
      .toHaveAttribute('href', '/w/northwind/syncs/syn_1?tab=log');
    await sound();
  });
});

describe('on the page of a destination', () => {
  test('a sync has no id in place of its name, while the syncs are not read', async () => {
    api.on('listSyncs', NEVER);
    api.on('explainDeliveries', answer([atSync({ step: 'sent', code: 'pending' })]));
    // The page is never complete.
    open(api, '/destinations/crm').catch(() => undefined);
    const box = page.getByRole('searchbox', { name: 'Why is a person at CRM, or not?' });
    await expect.element(box).toBeVisible();
    await userEvent.type(box, 'ada@northwind.example{Enter}');
    await expect.element(drawer).toHaveTextContent('Waits for its turn');
    await expect.element(drawer).not.toHaveTextContent(contacts.id);
  });

  test('each sync says where the person stops, and an audience says why', async () => {
    api.on(
      'explainDeliveries',
      answer([
        atSync({ step: 'sent', code: 'destination-paused', since: AT }),
        atSync(
          { step: 'people', code: 'not-in-audience', audience: loyal.id },
          {
            sync: members.id,
            delivery: { id: 'dlv_2', operation: 'remove', state: 'delivered', deliveredAt: AT },
          },
        ),
      ]),
    );
    api.on('explainMembership', {
      audience: loyal.id,
      profile: 'prf_1',
      member: false,
      asOf: AT,
      why: { pointer: '', words: 'has done Order Completed', holds: false, nodes: [] },
    });
    await ask('/destinations/crm', crm.name);
    const everyone = drawer.getByRole('region', { name: contacts.name });
    await expect.element(everyone).toHaveTextContent('Waits: CRM is paused, since');
    const loyalOnes = drawer.getByRole('region', { name: members.name });
    await expect
      .element(loyalOnes)
      .toHaveTextContent('Not sent: the person is not in the audience Loyal');
    await expect.element(loyalOnes).toHaveTextContent('Removed from the destination');
    expect(api.requests('explainMembership')).toEqual([]);
    fits();
    await sound();
    await loyalOnes.getByRole('button', { name: 'Why not in Loyal?' }).click();
    await expect.element(loyalOnes).toHaveTextContent('has done Order Completed');
    fits();
    await sound();
  });

  test('a deleted sync is called so, not by its id', async () => {
    api.on('explainDeliveries', answer([atSync(undefined, { sync: 'syn_gone' })]));
    await ask('/destinations/crm', crm.name);
    await expect.element(drawer.getByRole('region', { name: 'a deleted sync' })).toBeVisible();
    await expect.element(drawer).not.toHaveTextContent('syn_gone');
  });

  test('syncs that the user may not see are counted', async () => {
    api.on('explainDeliveries', answer([atSync()], [members.id]));
    await ask('/destinations/crm', crm.name, { personalData: false });
    await expect
      .element(drawer)
      .toHaveTextContent('1 sync is left out, because it shows who is in an audience');
    await sound();
  });
});

test('on the page of a person, the user chooses a destination', async () => {
  api.on('readProfile', ada);
  api.empty('listDeliveries');
  api.on(
    'explainDeliveries',
    answer([atSync({ step: 'accepted', code: 'rejected', since: AT, words: 'No such e-mail' })]),
  );
  await open(api, '/profiles/prf_1?tab=log');
  await page.getByRole('combobox', { name: 'Why is the person at a destination, or not?' }).click();
  await page.getByRole('option', { name: 'CRM' }).click();
  await expect.element(drawer).toHaveTextContent('Refused by CRM,');
  await expect.element(drawer).toHaveTextContent('No such e-mail');
  expect(api.requests('explainDeliveries').map(({ place }) => place)).toMatchObject([
    { destination: 'dst_1', profile: 'prf_1' },
  ]);
  fits();
  await sound();
});
