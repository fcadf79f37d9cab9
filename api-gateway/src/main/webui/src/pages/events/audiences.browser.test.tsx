import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { EventDetail } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';

const AT = '2026-03-02T09:00:00Z';

const detail: EventDetail = {
  event: {
    id: 'evt_1',
    source: 'src_1',
    type: 'track',
    name: 'Order Completed',
    outcome: 'applied',
    reason: null,
    profile: 'prf_ada',
    person: { text: 'Ada Lovelace', source: 'name' },
    timestamp: AT,
    receivedAt: AT,
  },
  received: null,
  processed: null,
  leftOut: [],
  author: null,
  corrected: null,
};

test('the event of a change by hand names the user who made it', async () => {
  const api = new Api();
  const { event } = detail;
  api.on('readEvent', {
    ...detail,
    event: { ...event, source: 'manual', type: 'set-consent', name: 'marketing' },
    author: { id: 'sub-1', name: 'Demo Person' },
  });
  api.empty('listAudiencesOfEvent', 'listSources', 'listAudiences', 'listDestinations');
  api.empty('listSyncs', 'listDeliveries', 'listMembers', 'listModels');
  await open(api, '/events/evt_1');
  await expect.element(page.getByText('Manually, by Demo Person')).toBeVisible();
});

test('an audience that a person entered by the event has the name of the person', async () => {
  const api = new Api();
  api.on('readEvent', detail);
  api.on('listAudiencesOfEvent', {
    data: [{ audience: 'aud_1', profile: 'prf_bob', change: 'enter', at: AT } as never],
    nextCursor: null,
  });
  api.on('labelPeople', {
    data: [{ profile: 'prf_bob', person: { text: 'Bob', source: 'name' } }],
  });
  api.empty('listSources', 'listAudiences', 'listDestinations', 'listSyncs', 'listDeliveries');
  api.empty('listModels');
  await open(api, '/events/evt_1');
  await expect
    .element(page.getByRole('link', { name: 'Bob', exact: true }))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_bob');
});
