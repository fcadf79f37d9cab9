/** What may be kept of a person from a column. */
export const KEPT = ['traits', 'consent', 'subscriptions'] as const;
export type Kept = (typeof KEPT)[number];
