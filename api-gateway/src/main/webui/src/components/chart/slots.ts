/** What is counted. */
export interface Series {
  id: string;
  /** In small letters, as it follows a number. */
  name: string;
  tone: 'accent' | 'received' | 'failing';
}

/** A stretch of time with one value for each series. */
export interface Slot {
  from: number;
  /** Exclusive. */
  to: number;
  values: readonly number[];
}

/** A stretch of time. */
export interface Span {
  from: number;
  to: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Shorter gaps, such as the minutes that are counted next, cannot be seen. */
const SHORTEST_SHARE = 0.005;

/** The values of a slot together. */
export function total({ values }: Slot): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * Hours with a count. An hour that the API does not list stays a gap.
 *
 * @param until where the counts end, within the last hour
 */
export function hourSlots<H extends { at: string }>(
  hours: readonly H[],
  values: (hour: H) => number[],
  until: number,
): Slot[] {
  return hours.map((hour) => {
    const from = Date.parse(hour.at);
    return { from, to: Math.min(from + HOUR, until), values: values(hour) };
  });
}

/**
 * The last seven days, or fewer if nothing is known of the first ones. A day at least, except for an object that is
 * younger: its chart has no gap before the hour in which the object began.
 *
 * @param begun when the counted object was created
 */
export function weekUpTo(
  to: number,
  slots: readonly Slot[],
  begun = Number.NEGATIVE_INFINITY,
): Span {
  const first = slots[0]?.from ?? to;
  const from = Math.max(to - WEEK, Math.min(first, to - DAY));
  return { from: Math.max(from, Math.min(first, Math.floor(begun / HOUR) * HOUR)), to };
}

/** Where no slot is: what is unknown, which is not zero. */
export function gaps(slots: readonly Slot[], { from, to }: Span): Span[] {
  const shortest = (to - from) * SHORTEST_SHARE;
  const ends = [from, ...slots.map((slot) => slot.to)];
  const begins = [...slots.map((slot) => slot.from), to];
  return ends
    .map((end, index) => ({ from: end, to: begins[index] ?? to }))
    .filter((gap) => gap.to - gap.from > shortest);
}

/** The index of the slot at a time, or of the nearest one; -1 if there is none. */
export function slotAt(slots: readonly Slot[], time: number): number {
  const distance = ({ from, to }: Slot) => Math.max(from - time, time - to, 0);
  return slots.reduce(
    (nearest, slot, index) =>
      nearest < 0 || distance(slot) < distance(slots[nearest] as Slot) ? index : nearest,
    -1,
  );
}
