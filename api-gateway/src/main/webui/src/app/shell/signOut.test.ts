import { expect, test, vi } from 'vitest';
import { signOut } from './signOut';

test('after the sign-out, the browser has no pending changes of any user', async () => {
  const kept = new Map([
    ['tributary.pending ada northwind prf_1', '[]'],
    ['tributary.pending eve northwind prf_1', '[]'],
    ['tributary.last-workspace', 'northwind'],
  ]);
  const localStorage = {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    removeItem: (key: string) => void kept.delete(key),
  };
  const assign = vi.fn();
  vi.stubGlobal('window', { location: { assign }, localStorage });
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
  await signOut();
  expect([...kept.keys()]).toEqual(['tributary.last-workspace']);
  expect(assign).toHaveBeenCalledWith('/');
});
