import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Delivery, EventCounts, Pipeline, Summary } from '@/api/generated/model';
import type { Api } from '@/testing/api';
import { emptyHome } from '@/testing/home';
import { heightOf, late } from '@/testing/late';
import { pageOf } from '@/testing/northwind';
import { content, open } from '@/testing/open';
import { pipelineWith, stage } from '@/testing/pipeline';
import { fits } from '@/testing/sound';

const title = page.getByRole('heading', { level: 1 });
const panel = (name: string) => page.getByRole('region', { name });
const people: Summary = { identifiers: 3, merges: 0, profiles: 2, waiting: 0 };
const pipeline = pipelineWith({
  stages: [stage('identity'), stage('audiences'), stage('destinations')],
});

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = emptyHome();
  // Something was delivered, so Home shows its panels and no first steps.
  api.on('listDeliveries', pageOf({} as Delivery));
  api.on('readIdentitySummary', people);
  api.on('readPipeline', pipeline);
});

test('the pipeline has its height before it is read', async () => {
  const read = late<Pipeline>();
  api.on('readPipeline', read.answer);
  const opened = open(api, '', { role: 'viewer' });
  await expect.element(panel('Data pipeline').getByText('Destinations')).toBeVisible();
  await expect.element(page.getByText('Up to date')).not.toBeInTheDocument();
  const before = heightOf(panel('Data pipeline'));
  read.give(pipeline);
  await opened;
  await expect.element(page.getByText('Up to date').first()).toBeVisible();
  expect(Math.abs(heightOf(panel('Data pipeline')) - before)).toBeLessThanOrEqual(4);
  fits();
});

test('what is below the title stays, whichever sentence and figures the header gets', async () => {
  const read = late<Summary>();
  api.on('readIdentitySummary', read.answer);
  const opened = open(api, '', { role: 'viewer' });
  await expect.element(title).toHaveTextContent('Checking status');
  const top = () => panel('Data pipeline').element().getBoundingClientRect().top;
  const before = top();
  read.give({ ...people, profiles: 1_234_567 });
  await opened;
  await expect.element(title).toHaveTextContent('Everything works; no event in the last minute');
  await expect.element(page.getByText('1,234,567 people', { exact: false }).first()).toBeVisible();
  expect(top()).toBe(before);
});

const counted: EventCounts = {
  countedUntil: '2026-03-02T08:30:00Z',
  data: [
    { at: '2026-03-01T07:00:00Z', events: 123_456 },
    { at: '2026-03-02T08:00:00Z', events: 80 },
  ],
};

test.each([
  ['without counts', { countedUntil: null, data: [] }],
  ['with counts and a gap', counted],
] as const)(
  'the events over time have their height before they are read, %s',
  async (_, counts) => {
    const read = late<EventCounts>();
    api.on('listEventCounts', read.answer);
    const opened = open(api, '', { role: 'viewer' });
    await expect.element(panel('Events over time')).toBeVisible();
    const before = heightOf(panel('Events over time'));
    read.give(counts as EventCounts);
    await opened;
    await content();
    if (counts.data.length > 0) {
      await expect.element(page.getByRole('figure', { name: 'Events over time' })).toBeVisible();
    }
    expect(heightOf(panel('Events over time'))).toBe(before);
  },
);
