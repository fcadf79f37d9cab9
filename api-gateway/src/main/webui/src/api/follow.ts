import { session } from '@/session/session';
import { EventText, type Message } from './eventText';
import { mayPass, problemOf, UnreachableError } from './problem';

/** A server that sends nothing for longer than the heartbeat is away. */
const SILENCE_MS = 40_000;
const AGAIN_MS = 1_000;
/** After an end that is no failure, such as that of the token: too short to be missed. */
const SOON_MS = 200;

export interface Follower {
  /** The stream is live; `anew` where earlier events are not sent. */
  onLive: (anew: boolean) => void;
  onMessages: (messages: Message[]) => void;
  /** It is not live; it is tried again by itself. */
  onLost: () => void;
  /** It is refused, and trying again would not help. */
  onRefused: (error: unknown) => void;
}

/**
 * Follows server-sent events until it is aborted, through restarts, ends of tokens and new sign-ins.
 * Continues after the last event.
 *
 * @param longestPause the longest time between two attempts: the pause doubles with each failure
 */
export async function follow(
  url: string,
  follower: Follower,
  signal: AbortSignal,
  longestPause = AGAIN_MS,
): Promise<void> {
  let lastId = '';
  let failures = 0;
  const live: Follower = {
    ...follower,
    onLive: (anew) => {
      failures = 0;
      follower.onLive(anew);
    },
  };
  while (!signal.aborted) {
    try {
      const ended = await once(url, lastId, live, signal, (id) => {
        lastId = id;
      });
      if (ended) {
        await pause(SOON_MS, signal);
        continue;
      }
    } catch (error) {
      if (!signal.aborted && !mayPass(error)) {
        follower.onRefused(error);
        return;
      }
    }
    if (!signal.aborted) {
      follower.onLost();
      await pause(Math.min(AGAIN_MS * 2 ** failures, longestPause), signal);
      failures += 1;
    }
  }
}

/** Answers true if the stream sent events and came to its end. */
async function once(
  url: string,
  lastId: string,
  follower: Follower,
  signal: AbortSignal,
  remember: (id: string) => void,
): Promise<boolean> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await open(
      url,
      lastId,
      AbortSignal.any([signal, silence.signal]),
      follower.onLost,
    );
    follower.onLive(lastId === '');
    const text = new EventText();
    const reader = response.body?.getReader();
    for (;;) {
      const read = await reader?.read();
      if (!read || read.done) {
        return text.told;
      }
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      const messages = text.add(read.value);
      if (messages.length > 0) {
        follower.onMessages(messages);
      }
      remember(text.lastId || lastId);
    }
  } catch (error) {
    throw error instanceof DOMException || error instanceof TypeError
      ? new UnreachableError(String(error), { cause: error })
      : error;
  } finally {
    clearTimeout(timer);
  }
}

async function open(
  url: string,
  lastId: string,
  signal: AbortSignal,
  onSignedOut: () => void,
): Promise<Response> {
  const headers = new Headers({ Accept: 'text/event-stream' });
  if (lastId) {
    headers.set('Last-Event-ID', lastId);
  }
  let response = await fetch(url, { headers, signal });
  if (response.status === 401) {
    onSignedOut();
    await session.renewed(await problemOf(response), signal);
    response = await fetch(url, { headers, signal });
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
