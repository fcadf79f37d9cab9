import type { AudienceSizeAt } from '@/api/generated/model';
import type { Slot } from '@/components/chart/slots';

const MINUTE = 60_000;

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
