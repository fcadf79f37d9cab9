import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Delivery } from '@/api/generated/model';
import type { Api } from '@/testing/api';
import { emptyHome } from '@/testing/home';
import { open } from '@/testing/open';

const MINUTE = 60;
/** Shorter than the time after which a silent stream counts as lost. */
const HEARTBEAT_SECONDS = 15;

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

test('while events come all the time, Home reads what they change a few times, and nothing else', async () => {
  api.streamChanges();
  await openHome();
  const requests = await inAMinute(() => {
    api.changed('events');
    api.changed('profiles');
  });
  expect([...requests].filter(([, count]) => count > 5)).toEqual([]);
  expect(requests.get('listAudiences') ?? 0).toBeLessThanOrEqual(1);
  const steady = await inAMinute(() => {
    api.changed('events');
    api.changed('profiles');
  });
  expect([...steady].filter(([, count]) => count > 4)).toEqual([]);
});

test('without the stream Home asks every five seconds, and does not say that it is live', async () => {
  await open(api, '', { role: 'viewer' });
  await expect.element(page.getByText('Live', { exact: true })).not.toBeInTheDocument();
  const requests = await inAMinute(() => {});
  expect(requests.get('readPipeline')).toBeGreaterThanOrEqual(11);
  expect(requests.get('readPipeline')).toBeLessThanOrEqual(13);
});
