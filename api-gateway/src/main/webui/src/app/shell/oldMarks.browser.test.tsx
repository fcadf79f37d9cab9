import { expect, test } from 'vitest';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';

const DAY = 24 * 60 * 60_000;

const markOf = (user: string) => `tributary.pending ${user} northwind prf_1`;

function keep(user: string, sentAt: number): void {
  const change = { event: 'evt_1', subject: 'consent', name: 'marketing', sentAt };
  localStorage.setItem(markOf(user), JSON.stringify([change]));
}

test('a page without pending changes, too, forgets those of yesterday, of any user', async () => {
  keep('ada', Date.now() - 2 * DAY);
  keep('eve', Date.now() - 2 * DAY);
  keep('bob', Date.now());
  const api = new Api();
  api.empty('listSources', 'listEvents');
  await open(api, '/sources', { role: 'viewer' });
  await expect.poll(() => localStorage.getItem(markOf('ada'))).toBeNull();
  expect(localStorage.getItem(markOf('eve'))).toBeNull();
  expect(localStorage.getItem(markOf('bob'))).not.toBeNull();
});
