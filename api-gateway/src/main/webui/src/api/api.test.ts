import { expect, test } from 'vitest';
import { everyPage } from './everyPage';
import { isMasked } from './masked';
import { may } from './may';
import { mayPass, problemOf, UnreachableError } from './problem';

test('a problem keeps its code, its request and what it says of each field', async () => {
  const answer = Response.json(
    {
      type: 'https://tributary.dev/problems/invalid',
      title: 'The request is not valid',
      status: 422,
      detail: 'Unknown field colour',
      code: 'invalid',
      errors: [{ pointer: '/colour', detail: 'Unknown field colour' }],
      retryable: false,
      requestId: '5b0c1e7a',
    },
    { status: 422 },
  );
  const error = await problemOf(answer);
  expect(error).toMatchObject({ status: 422, code: 'invalid', message: 'Unknown field colour' });
  expect(error.at('/colour')).toBe('Unknown field colour');
  expect(error.at('/name')).toBeUndefined();
  expect(error.problem.requestId).toBe('5b0c1e7a');
});

test('an answer of something in between is a problem too', async () => {
  const answer = new Response('<h1>Bad gateway</h1>', {
    status: 502,
    headers: { 'X-Request-Id': 'abcd-efgh' },
  });
  const error = await problemOf(answer);
  expect(error).toMatchObject({ status: 502, code: 'unknown' });
  expect(error.problem.requestId).toBe('abcd-efgh');
  expect(mayPass(error)).toBe(true);
});

test('what cannot be reached may be reached later; a mistake of this page stays one', () => {
  expect(mayPass(new UnreachableError('refused'))).toBe(true);
  expect(mayPass(new TypeError('undefined is not a function'))).toBe(false);
});

test('a role may do what smaller roles may', () => {
  expect(may('admin', 'createSource').allowed).toBe(true);
  expect(may('engineer', 'createSource').allowed).toBe(true);
  expect(may('marketer', 'createSource')).toEqual({ allowed: false, needs: 'engineer' });
  expect(may('viewer', 'listSources').allowed).toBe(true);
});

test('what takes any sign-in takes no role, and what the installation decides no role gives', () => {
  expect(may('viewer', 'readMe').allowed).toBe(true);
  expect(may('admin', 'createWorkspace')).toEqual({ allowed: false, needs: null });
});

test('a list is read to its end', async () => {
  const pages = [
    { data: [1, 2], nextCursor: 'a' },
    { data: [3], nextCursor: null },
  ];
  const asked: (string | undefined)[] = [];
  const read = (cursor: string | undefined) => {
    asked.push(cursor);
    return Promise.resolve(pages[asked.length - 1] ?? { data: [], nextCursor: null });
  };
  expect(await everyPage(read)).toEqual({ data: [1, 2, 3], complete: true });
  expect(asked).toEqual([undefined, 'a']);
});

test('a list without an end is cut and says so', async () => {
  const endless = await everyPage(() => Promise.resolve({ data: [1], nextCursor: 'on' }));
  expect(endless.complete).toBe(false);
  expect(endless.data).toHaveLength(10);
});

test('only what the API masks counts as masked', () => {
  expect(isMasked({ masked: true })).toBe(true);
  expect(isMasked({ masked: false })).toBe(false);
  expect(isMasked('masked')).toBe(false);
  expect(isMasked(null)).toBe(false);
});
