import type { Attempt, Delivery } from '@/api/generated/model';

export interface ShownAttempt {
  attempt: Attempt;
  /** What it tries, if that is known: earlier attempts can be of another version of the record. */
  does: 'write' | 'remove' | 'earlier';
}

/** The attempts of a delivery, newest first. */
export function newestFirst({
  attempts = [],
  attempt: current,
  operation,
}: Pick<Delivery, 'attempts' | 'attempt' | 'operation'>): ShownAttempt[] {
  return attempts
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
    .map((attempt, index) => {
      const present = operation === 'remove' ? 'remove' : 'write';
      return { attempt, does: index < current ? present : 'earlier' };
    });
}
