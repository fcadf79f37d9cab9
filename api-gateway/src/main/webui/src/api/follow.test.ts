import { afterEach, expect, test, vi } from 'vitest';
import { type Follower, follow } from './follow';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const stream = (text: string, breaks = false) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text));
      },
      pull(controller) {
        if (breaks) {
          controller.error(new TypeError('network error'));
        } else {
          controller.close();
        }
      },
    }),
  );

/** Answers each request with the next of these, and tells what happened. */
async function followed(...answers: (() => Response)[]) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const end = new AbortController();
  const told: string[] = [];
  vi.stubGlobal('fetch', async (_: string, { headers }: { headers: Headers }) => {
    told.push(`asked after ${headers.get('Last-Event-ID') ?? 'nothing'}`);
    const answer = answers.shift();
    if (answer === undefined) {
      end.abort();
      throw new TypeError('over');
    }
    return answer();
  });
  const follower: Follower = {
    onLive: (anew) => told.push(anew ? 'live anew' : 'live again'),
    onMessages: (messages) => told.push(...messages.map(({ data }) => data)),
    onLost: () => told.push('lost'),
    onRefused: () => told.push('refused'),
  };
  const done = follow('/stream', follower, end.signal);
  await vi.runAllTimersAsync();
  await done;
  return told;
}

test('what breaks off is lost, and goes on after what was told last', async () => {
  expect(
    await followed(
      () => stream('data:a\nid:7\n\n', true),
      () => stream(':live\n\n'),
    ),
  ).toEqual([
    'asked after nothing',
    'live anew',
    'a',
    'lost',
    'asked after 7',
    'live again',
    'asked after 7',
  ]);
});

test('a part that is away is waited for', async () => {
  expect(await followed(() => new Response('', { status: 503 }))).toEqual([
    'asked after nothing',
    'lost',
    'asked after nothing',
  ]);
});

test('what is refused is not asked for again', async () => {
  expect(await followed(() => new Response('', { status: 403 }))).toEqual([
    'asked after nothing',
    'refused',
  ]);
});
