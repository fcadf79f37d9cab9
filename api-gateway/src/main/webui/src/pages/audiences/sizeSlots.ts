import type { AudienceSizeAt } from '@/api/generated/model';
import type { Slot } from '@/components/chart/slots';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The days that the API answers. */
const DAYS = 30;

/**
 * Each size from its time to the next one.
 *
 * @param until where the newest size ends; a size that has just been recorded still gets a minute
 */
export function sizeSlots(sizes: readonly AudienceSizeAt[], until: number): Slot[] {
  return sizes.map(({ at, size }, index) => {
    const from = Date.parse(at);
    const next = sizes[index + 1];
    return {
      from,
      to: next === undefined ? Math.max(until, from + MINUTE) : Date.parse(next.at),
      values: [size],
    };
  });
}

/**
 * When the sizes begin, if that is later than the days for which they were asked; else null. The answer
 * begins with the size at the begin of these days, if there was one. A day is allowed for late data.
 */
export function firstKnown(sizes: readonly AudienceSizeAt[], until: number): Date | null {
  const first = Date.parse(sizes[0]?.at ?? '');
  return first > until - (DAYS - 1) * DAY ? new Date(first) : null;
}
