import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ListedPersonPage, PeopleQuery } from '@/api/generated/model';
import { Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { frames, late } from '@/testing/late';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';

const box = page.getByRole('searchbox', { name: 'Why is a person in this audience, or not?' });

async function openPeople(): Promise<Api> {
  const api = new Api();
  api.on('readAudience', loyal);
  api.empty('listAudienceMembers', 'listSyncs', 'listAudiences');
  api.on('listPeople', NEVER);
  await open(api, '/audiences/aud_1?tab=people');
  return api;
}

test('a person who is not in the audience is explained condition by condition', async () => {
  await page.viewport(375, 900);
  const api = await openPeople();
  api.on('lookUpProfile', { id: 'prf_1' });
  api.on('labelPeople', {
    data: [{ profile: 'prf_1', person: { text: 'Ada Lovelace', source: 'name' } }],
  });
  api.on('explainMembership', {
    member: false,
    asOf: AT,
    why: {
      pointer: '',
      words: 'has done Order Completed at least twice',
      holds: false,
      count: 1,
      newest: [],
      nodes: [],
    },
  } as never);
  await userEvent.type(box, 'ada@northwind.example{Enter}');
  const drawer = page.getByRole('dialog', { name: 'Why: Loyal' });
  await expect.element(drawer.getByRole('link', { name: 'Ada Lovelace' })).toBeVisible();
  await expect.element(drawer).toHaveTextContent('This person is not in the audience');
  await expect.element(drawer).toHaveTextContent('has done Order Completed at least twice');
  await expect.element(drawer.getByLabelText('Not met')).toBeVisible();
  fits();
  await sound();
});

test('people are found while the user types, and the last answer wins', async () => {
  const api = await openPeople();
  api.on('explainMembership', NEVER);
  const named = (id: string, text: string) => ({
    ...{ id, person: { text, source: 'name' as const }, identifier: null },
    ...{ facts: [], lastSeen: AT, lastEvent: AT },
  });
  const found = (text: string) => ({
    ...{ data: [named('prf_1', text)], nextCursor: null },
    ...{ similar: false, namesSearched: true },
  });
  const first = late<ListedPersonPage>();
  api.on('listPeople', ({ body }) =>
    (body as PeopleQuery).query === 'Ada' ? first.answer() : found('Ada Vos'),
  );
  await userEvent.type(box, 'Ada');
  await expect.poll(() => api.requests('listPeople').length).toBe(1);
  await userEvent.type(box, ' V');
  const vos = page.getByRole('button', { name: 'Ada Vos' });
  await expect.element(vos).toBeVisible();
  first.give(found('Ada Abel'));
  await frames(3);
  await expect.element(page.getByRole('button', { name: 'Ada Abel' })).not.toBeInTheDocument();
  await vos.click();
  await expect.element(page.getByRole('dialog', { name: 'Why: Loyal' })).toBeVisible();
});

test('a person who denied consent is explained by the answer', async () => {
  const api = await openPeople();
  api.on('lookUpProfile', { id: 'prf_1' });
  api.on('explainMembership', {
    member: false,
    asOf: AT,
    profile: 'prf_1',
    why: {
      pointer: '',
      words: 'whose consent for marketing is granted',
      holds: false,
      consent: { purpose: 'marketing', state: 'denied' },
      nodes: [],
    },
  } as never);
  api.on('readConsent', {
    consent: {
      marketing: { state: 'denied', source: 'src_1', by: 'server', event: 'evt_1', time: AT },
    },
    subscriptions: {},
    history: [],
  });
  await userEvent.type(box, 'ada@northwind.example{Enter}');
  const drawer = page.getByRole('dialog', { name: 'Why: Loyal' });
  await expect.element(drawer).toHaveTextContent(/whose consent for marketing is granted.*denied/);
  await expect
    .poll(() => drawer.element().querySelector('li time')?.getAttribute('datetime'))
    .toBe(AT);
  await expect.element(drawer.getByLabelText('Not met')).toBeVisible();
});

test('an identifier that nobody has is said at its field', async () => {
  const api = await openPeople();
  api.on('lookUpProfile', new Refusal(404, 'not-found'));
  await userEvent.type(box, 'nobody@northwind.example{Enter}');
  await expect.element(page.getByText('nobody@northwind.example', { exact: false })).toBeVisible();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

test('an error of the search is not reported as an identifier that nobody has', async () => {
  const api = await openPeople();
  api.on('lookUpProfile', new Refusal(429, 'rate-limited', { detail: 'Wait until 10:00' }));
  await userEvent.type(box, 'ada@northwind.example{Enter}');
  await expect.element(page.getByText('The search failed: Wait until 10:00')).toBeVisible();
  await expect.element(page.getByText('No person has', { exact: false })).not.toBeInTheDocument();
});
