import { toTime } from '@/components/text/zoned';

const DAY = 86_400_000;

/**
 * The times of the API for calendar days in the time zone of the workspace.
 *
 * @param to the last day, which is a part of the range
 */
export function daysAsTimes(
  from: string | undefined,
  to: string | undefined,
  timeZone: string,
): { from?: string; to?: string } {
  return {
    ...(isDay(from) && { from: toTime(`${from}T00:00`, timeZone) }),
    ...(isDay(to) && { to: toTime(`${dayAfter(to)}T00:00`, timeZone) }),
  };
}

/** The address of a page can have any text. */
function isDay(day: string | undefined): day is string {
  return day !== undefined && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day));
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
}
