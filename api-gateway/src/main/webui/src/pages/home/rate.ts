import type { Event } from '@/api/generated/model';

const MINUTE = 60_000;

export interface IncomingEvents {
  perMinute: number;
  /** When the newest event was accepted; null if there is none. */
  newestAt: string | null;
}

/**
 * The accepted events of the last minute.
 *
 * @param newest the newest events, the newest first; at most a page. If all of them are of the last minute, the time that they span
 *     tells the rate
 * @param complete whether there are no older events
 * @param now in the same time as the events, in milliseconds
 */
export function incomingEvents(
  newest: readonly Event[],
  complete: boolean,
  now: number,
): IncomingEvents {
  const newestAt = newest[0]?.receivedAt ?? null;
  const recent = newest.filter(({ receivedAt }) => Date.parse(receivedAt) >= now - MINUTE);
  const oldest = recent.at(-1);
  if (complete || oldest === undefined || recent.length < newest.length) {
    return { perMinute: recent.length, newestAt };
  }
  const span = Math.max(now - Date.parse(oldest.receivedAt), 1);
  return { perMinute: Math.round((recent.length * MINUTE) / span), newestAt };
}
