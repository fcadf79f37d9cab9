import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Event } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { arrives, goTo } from '@/testing/keyboard';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { ADA, people } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
/** The height of a row with one line is about 41 pixels, that of one with two lines is 62. */
const ONE_LINE = 50;

const applied: Event = {
  id: 'evt_1',
  source: 'src_1',
  type: 'track',
  name: 'Order Completed',
  outcome: 'applied',
  reason: null,
  profile: ADA.id,
  person: ADA.person,
  timestamp: AT,
  receivedAt: AT,
};

const quarantined: Event = {
  ...applied,
  id: 'evt_2',
  name: 'Order Refunded',
  outcome: 'quarantined',
  reason: 'missing-ids',
  profile: null,
  person: null,
};

function apiOfEvents(): Api {
  const api = new Api();
  api.streamEvents();
  api.on('listEvents', pageOf(applied, quarantined));
  api.empty('listSources');
  return api;
}

test('the keyboard alone narrows the stream to a person, who is found by name, and back', async () => {
  await page.viewport(375, 900);
  const api = apiOfEvents();
  api.on('lookUpProfile', new Refusal(404, 'not-found'));
  api.on('listPeople', people([ADA]));
  api.on('labelPeople', { data: [{ profile: ADA.id, person: ADA.person }] });
  const { address } = await open(api, '/events');
  await goTo('{Tab}', 'Person');
  await userEvent.keyboard('Lovelace{Enter}');
  await expect.poll(address).toBe(`/events?profile=${ADA.id}`);
  await arrives('Any person');
  const ofPerson = { profile: ADA.id };
  await expect.poll(() => api.requests('listEvents').at(-1)?.query).toMatchObject(ofPerson);
  expect(api.requests('followEvents').at(-1)?.query).toMatchObject(ofPerson);
  fits();
  await sound();
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toBe('/events');
  await arrives('Person');
});

test('an e-mail address finds the person without a search for names', async () => {
  const api = apiOfEvents();
  api.on('lookUpProfile', { id: ADA.id } as never);
  const { address } = await open(api, '/events');
  await page.getByRole('searchbox', { name: 'Person' }).fill('ada@northwind.example');
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toBe(`/events?profile=${ADA.id}`);
  expect(api.bodies('lookUpProfile')).toEqual([{ type: 'email', value: 'ada@northwind.example' }]);
  expect(api.requests('listPeople')).toEqual([]);
});

test('an event has one line, and its outcome is shown if it is not applied', async () => {
  await page.viewport(1600, 900);
  await open(apiOfEvents(), '/events');
  const table = page.getByRole('table', { name: 'Latest events' });
  const row = table.getByRole('row', { name: /Order Completed/ });
  await expect.element(row).toBeVisible();
  expect(row.element().getBoundingClientRect().height).toBeLessThan(ONE_LINE);
  await expect.element(table.getByText('Quarantined')).toBeVisible();
  await expect.element(table.getByText('Applied')).not.toBeInTheDocument();
});

test('a trait that was corrected, emptied or left to the sources again has a name of its own', async () => {
  const api = apiOfEvents();
  const change = (id: string, type: string): Event => ({
    ...applied,
    id,
    source: 'manual',
    type,
    name: 'plan',
  });
  const changes = [
    change('evt_3', 'correct-trait'),
    change('evt_4', 'withdraw-trait'),
    change('evt_5', 'withdraw-correction'),
  ];
  api.on('listEvents', pageOf(...changes));
  await open(api, '/events');
  const table = page.getByRole('table', { name: 'Latest events' });
  for (const kind of ['Trait corrected', 'Trait emptied', 'Correction withdrawn']) {
    await expect.element(table.getByText(kind)).toBeVisible();
  }
});
