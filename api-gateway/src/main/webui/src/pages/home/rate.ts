import type { Event } from '@/api/generated/model';

const MINUTE = 60_000;

/**
 * Events accepted per minute, from the newest of the last minute.
 *
 * @param newest first, of the last minute; at most a page
 * @param complete whether these are all of that minute; if not, what the page spans tells the rate
 * @param now in the same time as the events, in milliseconds
 */
export function eventsPerMinute(newest: readonly Event[], complete: boolean, now: number): number {
  const oldest = newest.at(-1);
  if (complete || oldest === undefined) {
    return newest.length;
  }
  const span = Math.max(now - Date.parse(oldest.receivedAt), 1);
  return Math.round((newest.length * MINUTE) / span);
}
