import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Delivery, DeliveryCauseCount } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { answerTraitPage, catalogue, traitOf } from '@/testing/dictionary';
import { crm } from '@/testing/hubspot';
import { oneByOne } from '@/testing/late';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { answerIdentity } from '@/testing/people';
import { watchShifts } from '@/testing/shifts';
import { contacts } from '@/testing/syncs';

/** The pages that moved most when their answers came one after the other. */

const AT = '2026-03-01T10:00:00Z';

const delivery: Delivery = {
  id: 'dlv_1',
  destination: crm.id,
  sync: contacts.id,
  object: 'contacts',
  record: 'ada@northwind.example',
  operation: 'write',
  state: 'delivered',
  version: 1,
  atDestination: 'present',
  attempt: 1,
  createdAt: AT,
  desiredAt: AT,
  changedAt: AT,
};

const cause: DeliveryCauseCount = {
  destination: crm.id,
  sync: contacts.id,
  state: 'rejected',
  cause: 'rejected',
  count: 8,
  newest: AT,
};

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listDestinations', pageOf(crm));
  api.on('listSyncs', pageOf(contacts));
  api.empty('listModels', 'listSources', 'listAudiences');
});

const pages = {
  '/deliveries': () => {
    api.on('listDeliveryCauses', pageOf(cause));
    api.on(
      'listDeliveries',
      pageOf(...Array.from({ length: 20 }, (_, at) => ({ ...delivery, id: `dlv_${at}` }))),
    );
  },
  '/profiles/prf_ann?tab=identity': () => {
    const identifier = (value: string) => ({ type: 'email', value: `${value}@shop.example` });
    answerIdentity(api, ['ann', 'anna', 'a'].map(identifier), { merges: [], unmerges: [] });
    api.empty('listLinkedPeople', 'listMembers');
  },
  '/dictionary/trait?name=plan': () => {
    answerTraitPage(api, 'plan');
    api.on('listCatalogueTraits', { ...catalogue, people: 9, data: [traitOf('plan')] });
    const data = Array.from({ length: 20 }, (_, at) => ({ value: `plan ${at}`, people: 4 }));
    api.on('listCatalogueValues', { ...catalogue, data, masked: false, numbers: null });
  },
};

test.each(
  Object.entries(pages).flatMap(([path, answer]) =>
    [375, 1280].map((width) => [path, width, answer] as const),
  ),
)('nothing of %s moves much while its answers come, at %d pixels', async (path, width, answer) => {
  await page.viewport(width, 900);
  answer();
  oneByOne(api);
  const shifts = watchShifts();
  await open(api, path);
  expect(await shifts.large()).toEqual([]);
});
