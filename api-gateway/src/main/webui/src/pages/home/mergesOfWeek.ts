import type { MergesOfDay } from '@/api/generated/model';
import { toLocal } from '@/components/text/zoned';

const DAYS = 7;
const DAY = 86_400_000;

export interface DayOfWeek extends MergesOfDay {
  /** Of the day with the most, from 0 to 1. */
  share: number;
}

/**
 * The seven days up to today, oldest first; a day that the API does not list had none.
 *
 * @param timeZone where days begin
 */
export function mergesOfWeek(
  told: readonly MergesOfDay[],
  now: number,
  timeZone: string,
): DayOfWeek[] {
  // The answer may already contain a day that has begun since.
  const last = told.reduce(
    (latest, { day }) => (day > latest ? day : latest),
    dayOf(now, timeZone),
  );
  const days = Array.from({ length: DAYS }, (_, index) => {
    const day = daysBefore(last, DAYS - 1 - index);
    return { day, merges: told.find((each) => each.day === day)?.merges ?? 0 };
  });
  const most = Math.max(1, ...days.map(({ merges }) => merges));
  return days.map((day) => ({ ...day, share: day.merges / most }));
}

function dayOf(at: number, timeZone: string): string {
  return toLocal(new Date(at).toISOString(), timeZone).slice(0, 10);
}

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * DAY).toISOString().slice(0, 10);
}
