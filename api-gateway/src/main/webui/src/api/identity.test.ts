import { afterEach, expect, it, vi } from 'vitest';
import { listConflicts, readIdentityRules, replaceIdentityRules } from './identity';

afterEach(() => vi.unstubAllGlobals());

function answered(body: object) {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => Response.json(body));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

it('asks for one page of conflicts', async () => {
  const fetched = answered({ data: [], nextCursor: null });
  await listConflicts('shop', { state: 'open', limit: 20, cursor: undefined });
  expect(fetched.mock.calls[0]?.[0]).toBe(
    '/api/v1/workspaces/shop/identity/conflicts?state=open&limit=20',
  );
});

it('changes the rules that were read, and no others', async () => {
  const fetched = answered({ version: 4, strategy: 'merge', types: [] });
  const { version: _, ...rules } = await readIdentityRules('shop');
  await replaceIdentityRules('shop', rules, { 'If-Match': '"4"' });
  const sent = fetched.mock.calls[1]?.[1];
  expect(new Headers(sent?.headers).get('If-Match')).toBe('"4"');
  expect(JSON.parse(String(sent?.body))).toEqual({ strategy: 'merge', types: [] });
});
