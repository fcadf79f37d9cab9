const DAY_MS = 24 * 60 * 60 * 1000;

/** For how many days a client can be made; empty for ever. */
export const LIVES = ['', '30', '90', '365'] as const;

/** For how many days the old credentials can stay valid after a rotation, and the usual number. */
export const OVERLAPS = ['1', '7', '30'] as const;
export const USUAL_OVERLAP = '7';

/** When a client that is made now ends. */
export function expiryOf(days: string, now: number): string | null {
  return days === '' ? null : new Date(now + Number(days) * DAY_MS).toISOString();
}
