import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Follower } from '../follow';
import { Changes } from './changes';
import type { Follows } from './follows';

const SECOND = 1_000;

class Tab extends EventTarget {
  visibilityState = 'visible';

  show(visibilityState: 'visible' | 'hidden'): void {
    this.visibilityState = visibilityState;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let tab: Tab;
let client: QueryClient;
let changes: Changes;
let connections: { url: string; follower: Follower; signal: AbortSignal }[];
let leave: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  tab = new Tab();
  vi.stubGlobal('document', tab);
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  connections = [];
  changes = new Changes(client, async (url, follower, signal) => {
    connections.push({ url, follower, signal });
  });
  leave = changes.follow('northwind');
});

afterEach(() => {
  leave();
  client.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A query on the page. Answers how often it was read. */
async function shown(
  name: string,
  follows: Follows,
  { off = false, readsEachChange = false, readsSeldom = false } = {},
): Promise<() => number> {
  let reads = 0;
  new QueryObserver(client, {
    queryKey: [name],
    queryFn: () => {
      reads += 1;
      return reads;
    },
    meta: { follows, readsEachChange, readsSeldom },
    refetchInterval: off ? false : changes.interval,
  }).subscribe(() => {});
  await vi.advanceTimersByTimeAsync(0);
  return () => reads;
}

const connection = () => connections.at(-1)?.follower as Follower;

async function change(subject: string, ...ids: string[]): Promise<void> {
  connection().onMessages([{ name: 'change', data: JSON.stringify({ subject, ids }) }]);
  await vi.advanceTimersByTimeAsync(0);
}

async function live(): Promise<void> {
  connection().onLive(true);
  await vi.advanceTimersByTimeAsync(0);
}

test('the first change after a quiet time is shown at once', async () => {
  await live();
  const reads = await shown('profile', { profiles: 'prf_1' });
  await vi.advanceTimersByTimeAsync(3 * SECOND);
  await change('profiles', 'prf_1');
  expect(reads()).toBe(2);
});

test('while changes go on, a query is read a few times in a minute, and once after the last change', async () => {
  await live();
  const reads = await shown('profiles', { profiles: true });
  for (let second = 0; second < 60; second += 1) {
    await change('profiles', `prf_${second}`);
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  expect(reads()).toBe(1 + 4);
  await vi.advanceTimersByTimeAsync(20 * SECOND);
  expect(reads()).toBe(1 + 5);
  await vi.advanceTimersByTimeAsync(120 * SECOND);
  expect(reads()).toBe(1 + 5);
});

test('a figure that sums up is read once a minute while changes go on', async () => {
  await live();
  const reads = await shown('people', { profiles: true }, { readsSeldom: true });
  const secondsOfChanges = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await change('profiles', `prf_${second}`);
      await vi.advanceTimersByTimeAsync(SECOND);
    }
  };
  await secondsOfChanges(10);
  const before = reads();
  await secondsOfChanges(120);
  expect(reads() - before).toBe(2);
});

test('a figure that sums up is read every five minutes without a change', async () => {
  await live();
  await shown('people', { profiles: true }, { readsSeldom: true });
  const query = client.getQueryCache().findAll()[0];
  expect(query && changes.interval(query)).toBe(300 * SECOND);
});

test('a rare change is read at once, also while the traffic makes changes', async () => {
  await live();
  const follows = { destinations: true, deliveries: true } as const;
  const reads = await shown('destinations', follows, { readsSeldom: true });
  for (let second = 0; second < 20; second += 1) {
    await change('deliveries', `dlv_${second}`);
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  const before = reads();
  await change('destinations', 'dst_1');
  expect(reads()).toBe(before + 1);
  // The next change of the traffic waits from this read on: the planned one is over.
  for (let second = 0; second < 59; second += 1) {
    await change('deliveries', `dlv_${second}`);
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  expect(reads()).toBe(before + 1);
});

test('many rare changes are read a few times in a minute, and once after the last one', async () => {
  await live();
  const reads = await shown('sources', { sources: true });
  await vi.advanceTimersByTimeAsync(3 * SECOND);
  for (let second = 0; second < 30; second += 1) {
    await change('sources', `src_${second}`);
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  expect(reads()).toBe(1 + 3);
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  expect(reads()).toBe(1 + 4);
});

test('a query that reads each change shows them within a second', async () => {
  await live();
  const reads = await shown('run', { runs: 'run_1' }, { readsEachChange: true });
  for (let second = 0; second < 60; second += 1) {
    await change('runs', 'run_1');
    await vi.advanceTimersByTimeAsync(SECOND);
  }
  expect(reads()).toBe(1 + 60);
});

test('changes of other objects and subjects read nothing, and a change of unknown objects does', async () => {
  await live();
  const reads = await shown('profile', { profiles: 'prf_1' });
  await change('profiles', 'prf_2', 'evt_1');
  await change('audiences', 'prf_1');
  expect(reads()).toBe(1);
  await change('profiles');
  expect(reads()).toBe(2);
});

test('what shows audiences is read when somebody enters or leaves one', async () => {
  await live();
  const reads = await shown('sizes', { audiences: true });
  await vi.advanceTimersByTimeAsync(3 * SECOND);
  await change('memberships', 'prf_1');
  expect(reads()).toBe(2);
});

test('a query that is switched off is not read', async () => {
  await live();
  const reads = await shown('run', { runs: 'run_1' }, { off: true });
  await change('runs', 'run_1');
  expect(reads()).toBe(1);
});

test('after a lost connection a query is read more often, and once when it is back', async () => {
  await live();
  const reads = await shown('profile', { profiles: 'prf_1' });
  const query = client.getQueryCache().findAll()[0];
  expect(query && changes.interval(query)).toBe(60 * SECOND);
  connection().onLost();
  expect(changes.isLive()).toBe(false);
  expect(query && changes.interval(query)).toBe(5 * SECOND);
  await live();
  expect(changes.isLive()).toBe(true);
  expect(reads()).toBe(2);
});

test('a change during the first read is read after it', async () => {
  await live();
  let reads = 0;
  new QueryObserver(client, {
    queryKey: ['slow'],
    queryFn: async () => {
      reads += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return reads;
    },
    meta: { follows: { runs: true } },
    refetchInterval: changes.interval,
  }).subscribe(() => {});
  await change('runs');
  await vi.advanceTimersByTimeAsync(2 * SECOND);
  expect(reads).toBe(2);
});

test('a hidden tab has no connection, and a new one when it is visible again', async () => {
  await live();
  expect(connections.map(({ url }) => url)).toEqual(['/api/v1/workspaces/northwind/changes']);
  tab.show('hidden');
  expect(connections[0]?.signal.aborted).toBe(true);
  expect(changes.isLive()).toBe(false);
  tab.show('visible');
  expect(connections).toHaveLength(2);
});
