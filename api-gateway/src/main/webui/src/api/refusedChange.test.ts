import { expect, test } from 'vitest';
import { ProblemError } from './problem';
import { refusedChange, withChange } from './refusedChange';

const refusal = (code: string) =>
  new ProblemError({
    type: 'about:blank',
    title: '',
    status: 403,
    code,
    retryable: false,
    requestId: '',
  });

test('a refusal that a second person can lift remembers the whole request', () => {
  const error = withChange(refusal('approval-needed'), '/api/v1/workspaces/shop/syncs/syn_1', {
    method: 'PATCH',
    headers: { 'If-Match': '"3"' },
    body: '{"name":"s","filter":null}',
  });
  expect(refusedChange(error)).toEqual({
    method: 'PATCH',
    path: '/syncs/syn_1',
    body: { name: 's', filter: null },
    ifMatch: '"3"',
  });
});

test('a request without a body, and one with parameters, are remembered as they were', () => {
  const error = withChange(
    refusal('approval-needed'),
    '/api/v1/workspaces/shop/syncs?paused=true',
    { method: 'POST' },
  );
  expect(refusedChange(error)).toEqual({ method: 'POST', path: '/syncs?paused=true' });
});

test('other refusals cannot be lifted', () => {
  const of = (code: string, url: string) =>
    refusedChange(withChange(refusal(code), url, { method: 'POST' }));
  expect(of('forbidden', '/api/v1/workspaces/shop/syncs')).toBeNull();
  expect(of('approval-needed', '/api/v1/workspaces')).toBeNull();
  expect(refusedChange(new Error('x'))).toBeNull();
});
