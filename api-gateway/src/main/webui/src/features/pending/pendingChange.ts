/**
 * What a change is about: a trait, an identifier, a purpose or a channel of a profile, its division into two, the
 * decision of a conflict or a suggestion, or the redrive of an input in quarantine.
 */
export type Subject =
  | 'trait'
  | 'identifier'
  | 'consent'
  | 'subscription'
  | 'unmerge'
  | 'decision'
  | 'redrive';

/**
 * A change that the API has accepted, and that its object does not show yet. It has no value: the value of a trait and
 * the answer to a purpose say something about a person, and the event alone tells whether the change was applied.
 */
export interface PendingChange {
  /** The event under which the API records the change; it has the outcome. */
  event: string;
  subject: Subject;
  /** The name of the trait, the type of the identifier, the purpose or the channel; for other subjects the id of the object. */
  name: string;
  /** When the API accepted the change, in milliseconds. */
  sentAt: number;
}

/** How long a change is pending at most, in milliseconds: an outcome that comes later is in the event stream. */
const LASTS = 24 * 60 * 60_000;

/** Whether no page shows a change any more. */
export function isOver({ sentAt }: PendingChange, now: number): boolean {
  return now - sentAt > LASTS;
}
