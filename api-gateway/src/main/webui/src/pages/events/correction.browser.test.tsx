import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { EventDetail } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';

const detail: EventDetail = {
  event: {
    id: 'evt_1',
    source: 'manual',
    type: 'correct-trait',
    name: 'plan',
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
  corrected: { before: 'gold', after: 'platinum' },
};
const correction = page.getByRole('region', { name: 'Correction', exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readEvent', detail);
  api.empty('listAudiencesOfEvent', 'listSources', 'listAudiences', 'listDestinations');
  api.empty('listSyncs', 'listDeliveries', 'listMembers', 'listModels');
});

test('the event of a correction shows the old and the new value', async () => {
  await page.viewport(375, 900);
  await open(api, '/events/evt_1');
  await expect.element(correction).toHaveTextContent('Beforegold');
  await expect.element(correction).toHaveTextContent('Afterplatinum');
  await expect.element(page.getByText('As received')).not.toBeInTheDocument();
  fits();
  await sound();
});

test('a value that the user may not see is hidden, and one that was not there is none', async () => {
  api.on('readEvent', { ...detail, corrected: { before: null, after: { masked: true } } });
  await open(api, '/events/evt_1', { personalData: false });
  await expect.element(correction).toHaveTextContent('BeforeNo value');
  await expect.element(correction).toHaveTextContent('After hidden');
});

test('an answer has its words, and a change without effect says so', async () => {
  const corrected = { before: 'denied', after: 'denied' };
  const event = { ...detail.event, type: 'set-consent', name: 'marketing' };
  api.on('readEvent', { ...detail, event, corrected });
  await open(api, '/events/evt_1');
  await expect.element(correction).toHaveTextContent('BeforeDenied');
  await expect.element(correction).toHaveTextContent('The value in force is the same');
});

test.each([
  ['correct-trait', null, 'Trait emptied'],
  ['withdraw-trait', null, 'Trait emptied'],
  ['withdraw-correction', 'silver', 'Correction withdrawn'],
])('the event of a trait names what a user did: %s', async (type, after, kind) => {
  const event = { ...detail.event, type };
  api.on('readEvent', { ...detail, event, corrected: { before: 'gold', after } });
  await open(api, '/events/evt_1', { personalData: false });
  await expect.element(page.getByText(kind)).toBeVisible();
  await expect.element(page.getByText('Trait corrected')).not.toBeInTheDocument();
});

test('a masked value of a trait says that it is hidden, also if a correction was withdrawn', async () => {
  const event = { ...detail.event, type: 'withdraw-correction' };
  const masked = { masked: true };
  api.on('readEvent', { ...detail, event, corrected: { before: masked, after: masked } });
  await open(api, '/events/evt_1', { personalData: false });
  await expect.element(correction).toHaveTextContent('After hidden');
});
