import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeopleToLabel } from '@/api/generated/model';
import { labelOf } from './personLabels';

const TOGETHER_MS = 20;

let sent: { url: string; profiles: string[] }[];

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    const { profiles } = JSON.parse(body) as PeopleToLabel;
    sent.push({ url, profiles });
    return Response.json({
      data: profiles
        .filter((profile) => profile !== 'prf_lost')
        .map((profile) => ({ profile, person: { text: `Name of ${profile}`, source: 'name' } })),
    });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('people who are asked for at the same time are read with one request', async () => {
  const labels = Promise.all(['prf_1', 'prf_2'].map((profile) => labelOf('shop', profile)));
  await vi.advanceTimersByTimeAsync(TOGETHER_MS);
  expect((await labels).map(({ text }) => text)).toEqual(['Name of prf_1', 'Name of prf_2']);
  expect(sent).toEqual([
    { url: expect.stringContaining('/shop/profiles/labels'), profiles: ['prf_1', 'prf_2'] },
  ]);
});

test('each workspace and each two hundred people have a request of their own', async () => {
  const people = Array.from({ length: 201 }, (_, place) => `prf_${place}`);
  const labels = Promise.all([
    ...people.map((profile) => labelOf('shop', profile)),
    labelOf('other', 'prf_1'),
  ]);
  await vi.advanceTimersByTimeAsync(TOGETHER_MS);
  expect(await labels).toHaveLength(202);
  expect(sent.map(({ profiles }) => profiles.length)).toEqual([200, 1, 1]);
});

test('a person whom the answer lacks is an error of this person alone', async () => {
  const lost = expect(labelOf('shop', 'prf_lost')).rejects.toThrow('prf_lost');
  const found = labelOf('shop', 'prf_1');
  await vi.advanceTimersByTimeAsync(TOGETHER_MS);
  await lost;
  expect((await found).text).toBe('Name of prf_1');
});
