import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';

test('the JSON of an event is folded until it is asked for', async () => {
  const api = new Api();
  api.on('readEvent', {
    event: {
      id: 'evt_1',
      source: 'src_1',
      type: 'track',
      name: 'Order Completed',
      outcome: 'applied',
      reason: null,
      profile: null,
      person: null,
      timestamp: AT,
      receivedAt: AT,
    },
    received: { messageId: 'm-received' },
    processed: { messageId: 'm-processed' },
    corrected: null,
    leftOut: [],
    author: null,
  });
  api.empty('listAudiencesOfEvent', 'listSources', 'listAudiences', 'listDestinations');
  api.empty('listSyncs', 'listDeliveries', 'listMembers', 'listModels');
  await open(api, '/events/evt_1');
  const received = page.getByRole('region', { name: 'As received', exact: true });
  await expect.element(received.getByText('m-received')).not.toBeVisible();
  await expect.element(page.getByText('m-processed')).not.toBeVisible();
  await received.getByText('Show JSON').click();
  await expect.element(received.getByText('m-received')).toBeVisible();
  await expect.element(page.getByText('m-processed')).not.toBeVisible();
  await sound();
});
