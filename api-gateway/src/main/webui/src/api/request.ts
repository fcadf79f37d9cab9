import { session } from '@/session/session';
import { problemOf, UnreachableError } from './problem';
import { withChange } from './refusedChange';

const READING = new Set(['GET', 'HEAD']);

/** Who has not answered a question by then is taken for away; what changes something is waited for. */
const LONGEST_READ_MS = 20_000;

/**
 * Sends one request of the generated client.
 *
 * A request that finds the session expired waits until the user has signed in again and is then sent
 * once more, so nothing that was typed or asked for is lost; refused again, it is refused.
 *
 * @throws ProblemError what the API refused
 * @throws UnreachableError if nothing answers
 */
export async function request<T>(url: string, init: RequestInit = {}): Promise<T> {
  let response = await send(url, init);
  if (response.status === 401) {
    await session.renewed(await problemOf(response), init.signal ?? undefined);
    response = await send(url, init);
  }
  if (!response.ok) {
    throw withChange(await problemOf(response), url, init);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/**
 * Sends a request and answers whatever comes back, refusals too.
 *
 * @throws UnreachableError if nothing answers
 */
export async function send(url: string, init: RequestInit): Promise<Response> {
  const reading = READING.has(init.method ?? 'GET');
  const headers = new Headers(init.headers);
  headers.set('Accept', 'application/json');
  if (!reading) {
    headers.set('X-Tributary-CSRF', '1');
  }
  const signals = [init.signal, reading ? AbortSignal.timeout(LONGEST_READ_MS) : null];
  const signal = AbortSignal.any(signals.filter((each) => each instanceof AbortSignal));
  try {
    return await fetch(url, { ...init, headers, signal });
  } catch (failure) {
    if (init.signal?.aborted) {
      throw failure;
    }
    throw new UnreachableError(String(failure), { cause: failure });
  }
}
