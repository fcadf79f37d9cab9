import type { Event } from '@/api/generated/model';

/** What is shown of a stream: the newest first, and what came while it was paused. */
export interface Feed {
  status: 'connecting' | 'live' | 'lost';
  refused: unknown;
  rows: Event[];
  paused: boolean;
  held: Event[];
  /** How many came while it was paused. */
  fresh: number;
  /** How many were decided and not told. */
  skipped: number;
  /** Grows where the stream began anew, so that what came before must be read. */
  begun: number;
}

export const BOUND = 1_000;

export const nothing: Feed = {
  status: 'connecting',
  refused: null,
  rows: [],
  paused: false,
  held: [],
  fresh: 0,
  skipped: 0,
  begun: 0,
};

export type Action =
  | { do: 'live'; anew: boolean }
  | { do: 'lost' }
  | { do: 'refused'; error: unknown }
  | { do: 'told'; events: Event[]; skipped: number }
  | { do: 'pause' };

export function feed(before: Feed, action: Action): Feed {
  switch (action.do) {
    case 'live':
      return { ...before, status: 'live', begun: before.begun + (action.anew ? 1 : 0) };
    case 'lost':
      return { ...before, status: 'lost' };
    case 'refused':
      return { ...before, status: 'lost', refused: action.error };
    case 'told': {
      const told = { ...before, skipped: before.skipped + action.skipped };
      return before.paused
        ? {
            ...told,
            held: newest(action.events, before.held),
            fresh: before.fresh + action.events.length,
          }
        : { ...told, rows: newest(action.events, before.rows) };
    }
    case 'pause':
      return before.paused
        ? {
            ...before,
            paused: false,
            rows: newest([...before.held].reverse(), before.rows),
            held: [],
            fresh: 0,
          }
        : { ...before, paused: true };
  }
}

/** What was decided again stands where it was decided last. */
function newest(told: readonly Event[], rows: readonly Event[]): Event[] {
  const last = new Map(told.map((event) => [event.id, event]));
  const above = [...last.values()].reverse();
  return [...above, ...rows.filter(({ id }) => !last.has(id))].slice(0, BOUND);
}

/** With what was there before the stream began, below. */
export function withEarlier({ rows, held }: Feed, earlier: readonly Event[]): Event[] {
  const known = new Set([...rows, ...held].map(({ id }) => id));
  return [...rows, ...earlier.filter(({ id }) => !known.has(id))].slice(0, BOUND);
}
