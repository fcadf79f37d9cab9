import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Delivery } from '@/api/generated/model';
import type { Api } from '@/testing/api';
import { emptyHome } from '@/testing/home';
import { crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { pipelineWith, stage } from '@/testing/pipeline';

const MINUTE = 60;
/** The requests of Home in a minute before it followed changes, by `requests-before.csv` of `services/e2e`; a viewer reads no change requests. */
const BEFORE = 121;
/** Shorter than the time after which a silent stream counts as lost. */
const HEARTBEAT_SECONDS = 15;

const title = page.getByRole('heading', { level: 1 });

let api: Api;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
    shouldAdvanceTime: true,
  });
  api = emptyHome();
  // Something was delivered, so Home no longer asks for what its first steps show.
  api.on('listDeliveries', { data: [{} as Delivery], nextCursor: null });
});

afterEach(() => {
  vi.useRealTimers();
});

/** The requests of each operation in a minute, while a second passes between the calls. */
async function inAMinute(eachSecond: (second: number) => void): Promise<Map<string, number>> {
  const before = api.made();
  for (let second = 1; second <= MINUTE; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    if (second % HEARTBEAT_SECONDS === 0) {
      api.heartbeat();
    }
    eachSecond(second);
  }
  return api.counts(before);
}

function sum(requests: Map<string, number>): number {
  return [...requests.values()].reduce((all, count) => all + count, 0);
}

async function openHome(): Promise<void> {
  await open(api, '', { role: 'viewer' });
  await expect.element(page.getByText('Live', { exact: true }).first()).toBeVisible();
}

test('while nothing changes, Home reads each of its figures once a minute at most', async () => {
  api.streamChanges();
  await openHome();
  const requests = await inAMinute(() => {});
  expect([...requests].filter(([, count]) => count > 1)).toEqual([]);
});

test('while changes come all the time, Home makes a tenth of the requests that it made before', async () => {
  api.streamChanges();
  await openHome();
  const changing = () => {
    api.changed('events');
    api.changed('profiles');
    api.changed('deliveries');
  };
  const first = await inAMinute(changing);
  expect([...first].filter(([, count]) => count > 5)).toEqual([]);
  const steady = await inAMinute(changing);
  expect([...steady].filter(([, count]) => count > 2)).toEqual([]);
  expect(sum(steady)).toBeLessThanOrEqual(BEFORE / 10);
});

test('no traffic delays the headline about a destination that refuses us, or about a stage that stands', async () => {
  api.on('listDestinations', pageOf(crm));
  api.empty('listDestinationVersions');
  api.streamChanges();
  await openHome();
  for (let second = 1; second <= 10; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    api.changed('events');
    api.changed('deliveries');
  }
  // What Home would read by itself, or because of the traffic.
  vi.clearAllTimers();
  const streams = api.requests('followChanges').length;
  api.on('listDestinations', pageOf({ ...crm, state: 'unauthorised' }));
  api.changed('destinations', crm.id);
  await expect.element(title).toHaveTextContent('One destination accepts nothing');
  const standing = [{ topic: 'events', partition: 3, offset: 7, since: crm.createdAt }];
  api.on('readPipeline', pipelineWith({ stages: [stage('identity', { standing })] }));
  api.changed('pipeline');
  await expect.element(title).toHaveTextContent(/is stopped/);
  // A new stream would also read everything.
  expect(api.requests('followChanges')).toHaveLength(streams);
});

test('without the stream Home asks every five seconds, and does not say that it is live', async () => {
  await open(api, '', { role: 'viewer' });
  await expect.element(page.getByText('Live', { exact: true })).not.toBeInTheDocument();
  const requests = await inAMinute(() => {});
  expect(requests.get('readPipeline')).toBeGreaterThanOrEqual(11);
  expect(requests.get('readPipeline')).toBeLessThanOrEqual(13);
});
