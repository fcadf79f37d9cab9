import { toLocal, toTime } from '@/components/text/zoned';
import type { Span } from './slots';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MOST_LINES = 4;
const MOST_TIMES = 8;
const HOURS = [1, 3, 6, 12];
/** A text closer to an edge would reach beyond the chart. */
const EDGE = 0.04;

/** Round whole numbers from zero to the largest value or a little more, at most five of them. */
export function ticksTo(most: number): number[] {
  const wanted = Math.max(1, most) / MOST_LINES;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= wanted) ?? wanted,
  );
  const count = Math.ceil(Math.max(1, most) / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

export interface TimeTick {
  at: number;
  /** Whether a day begins there. */
  day: boolean;
}

/** Times to write under a chart, at most eight: beginnings of days in that zone, or hours of a day. */
export function timesIn({ from, to }: Span, timeZone: string): TimeTick[] {
  const days = midnights(from, to, timeZone);
  const hours = HOURS.find((each) => (to - from) / (each * HOUR) <= MOST_TIMES);
  const ticks =
    hours === undefined
      ? every(Math.ceil((to - from) / DAY / MOST_TIMES), days.slice(1))
      : days.flatMap((day) =>
          Array.from({ length: 24 / hours }, (_, index) => day + index * hours * HOUR),
        );
  return ticks
    .filter((at) => at >= from + EDGE * (to - from) && at <= to - EDGE * (to - from))
    .map((at) => ({ at, day: days.includes(at) }));
}

/** The last of these, and each nth before it. */
function every(nth: number, times: number[]): number[] {
  return times.filter((_, index) => (times.length - 1 - index) % nth === 0);
}

/** The beginnings of the days from the one before the first time up to the last time. */
function midnights(from: number, to: number, timeZone: string): number[] {
  const begins: number[] = [];
  let day = toLocal(new Date(from).toISOString(), timeZone).slice(0, 10);
  for (let at = beginOf(day, timeZone); at <= to; at = beginOf(day, timeZone)) {
    begins.push(at);
    day = new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
  }
  return begins;
}

function beginOf(day: string, timeZone: string): number {
  return Date.parse(toTime(`${day}T00:00`, timeZone));
}
