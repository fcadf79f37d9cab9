import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Api } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.parse('2026-03-02T11:00:00Z');
const at = (hoursAgo: number) => new Date(NOON - hoursAgo * HOUR).toISOString();

const shop = { ...web, createdAt: at(200), updatedAt: at(200) };

let api: Api;

beforeEach(() => {
  api = new Api();
});

describe('deliveries over time', () => {
  const chart = page.getByRole('figure', { name: 'Deliveries over time' });
  const reader = chart.getByRole('slider', { name: 'Deliveries over time' });
  const hours = [
    { at: at(30), delivered: 1_200, accepted: 0, countedRefusals: 0, failed: 34 },
    { at: at(29), delivered: 0, accepted: 0, countedRefusals: 0, failed: 0 },
    // The two hours between were not counted.
    { at: at(26), delivered: 400, accepted: 0, countedRefusals: 0, failed: 0 },
    { at: at(25), delivered: 250, accepted: 0, countedRefusals: 0, failed: 1 },
  ];

  beforeEach(() => {
    api.on('readDestination', crm);
    api.on('listConnectors', pageOf(connector));
    api.empty('listSyncs', 'listDestinations', 'listDeliveries', 'listDeliveryCauses');
    api.on('readDestinationFlow', {
      lastAttempt: null,
      oldestWaiting: null,
      sentLastMinute: 0,
      waiting: 0,
    });
    api.on('listDeliveryCounts', {
      countedSince: at(30),
      countedUntil: new Date(NOON - 24.5 * HOUR).toISOString(),
      data: hours,
    });
  });

  test('have axes from zero, a sentence, and gaps where nothing is recorded', async () => {
    await page.viewport(375, 900);
    await open(api, '/destinations/crm');
    await expect.element(chart).toHaveTextContent('Records per hour, by their final outcome');
    await expect
      .element(chart)
      .toHaveTextContent(
        '1,850 delivered and 35 not delivered since 28 Feb 2026. Some hours are not recorded.',
      );
    await expect.element(chart).toHaveTextContent('05001,0001,500');
    await expect.element(chart).toHaveTextContent('not recorded');
    fits();
    await sound();
  });

  test('count received records beside delivered ones, with what was refused of them', async () => {
    api.on('listDeliveryCounts', {
      countedSince: at(30),
      countedUntil: new Date(NOON - 24.5 * HOUR).toISOString(),
      data: [
        { at: at(27), delivered: 12, accepted: 1_000, countedRefusals: 3, failed: 0 },
        { at: at(26), delivered: 0, accepted: 500, countedRefusals: 0, failed: 1 },
      ],
    });
    await open(api, '/destinations/crm');
    await expect
      .element(chart)
      .toHaveTextContent(
        '12 delivered and 1 not delivered since 28 Feb 2026. 1,500 were received, and their destination never confirms more. The destination refused 3 of these, and does not say which.',
      );
    await sound();
  });

  test('are read one by one with the arrow keys', async () => {
    await open(api, '/destinations/crm');
    await expect.element(reader).toBeInTheDocument();
    (reader.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect
      .element(reader)
      .toHaveAttribute('aria-valuetext', expect.stringContaining('400 delivered'));
    await expect.element(chart.getByText('400 delivered and 0 not delivered')).toBeVisible();
    await userEvent.keyboard('{Home}');
    await expect.element(chart.getByText('1,200 delivered and 34 not delivered')).toBeVisible();
  });

  test('are a table, the newest first, which says what is not recorded', async () => {
    await open(api, '/destinations/crm');
    await chart.getByText('Show as table').click();
    const rows = chart.getByRole('row');
    await expect.element(rows.nth(1)).toHaveTextContent('2501');
    await expect.element(rows.nth(3)).toHaveTextContent('not recordednot recorded');
    await expect.element(rows.nth(4)).toHaveTextContent('00');
    await sound();
  });
});

test('events over time are those of the source, up to when they are counted', async () => {
  api.on('readSource', shop);
  api.empty('listEvents');
  api.on('listEventCounts', {
    countedUntil: new Date(NOON - 0.5 * HOUR).toISOString(),
    data: Array.from({ length: 168 }, (_, index) => ({ at: at(168 - index), events: index % 24 })),
  });
  await open(api, '/sources/web');
  const chart = page.getByRole('figure', { name: 'Events over time' });
  await expect.element(chart).toHaveTextContent('1,932 events since');
  await expect.element(chart).toHaveTextContent('Counted up to');
  await expect.element(chart).not.toHaveTextContent('Some hours');
  await expect.element(chart.getByText('not recorded')).not.toBeInTheDocument();
  expect(api.requests('listEventCounts')[0]?.query).toEqual({ source: 'src_1' });
});

test('a sum of events with a gap says that hours are missing', async () => {
  api.on('readSource', shop);
  api.empty('listEvents');
  api.on('listEventCounts', {
    countedUntil: at(0),
    data: [30, 29, 2, 1].map((hoursAgo) => ({ at: at(hoursAgo), events: 5 })),
  });
  await open(api, '/sources/web');
  const chart = page.getByRole('figure', { name: 'Events over time' });
  await expect.element(chart).toHaveTextContent('20 events since');
  await expect.element(chart).toHaveTextContent('Some hours are not recorded.');
});

test('nothing is said of events before they are counted', async () => {
  api.empty('listEvents');
  api.on('readSource', shop);
  await open(api, '/sources/web');
  await expect.element(page.getByText('No hour is counted yet.', { exact: false })).toBeVisible();
});

test('the size of an audience is drawn from zero, also if it never changed', async () => {
  await page.viewport(375, 900);
  const asOf = new Date(NOON).toISOString();
  api.on('readAudience', { ...loyal, asOf });
  api.empty('listSyncs', 'listAudiences', 'listDestinations');
  api.on('listAudienceSizes', { data: [{ at: new Date(NOON - 9 * DAY).toISOString(), size: 40 }] });
  await open(api, '/audiences/aud_1');
  const chart = page.getByRole('figure', { name: 'Size over time' });
  await expect.element(chart).toHaveTextContent('People in the audience');
  await expect.element(chart).toHaveTextContent('From 40 to 40 people since 21 Feb 2026');
  await expect.element(chart.getByText('0', { exact: true })).toBeVisible();
  fits();
  await sound();
});
