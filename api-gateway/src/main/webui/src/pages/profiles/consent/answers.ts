import type { Profile } from '@/api/generated/model';
import type { PendingChange } from '@/features/pending/pendingChange';
import type { Answer } from '@/features/people/answers';

/** A purpose of consent, or a channel of a subscription. */
export type About = 'consent' | 'subscription';

export interface Question {
  about: About;
  name: string;
}

export interface Answered extends Question {
  /** Null where the person has not answered. */
  answer: Answer | null;
}

/** The answers in force; with them, the questions whose first answer is pending. */
export function answersOf(
  { consent, subscriptions }: Pick<Profile, 'consent' | 'subscriptions'>,
  pending: readonly PendingChange[],
): Answered[] {
  const inForce = { consent, subscription: subscriptions };
  return (['consent', 'subscription'] as const).flatMap((about) => {
    const first = pending.filter(
      ({ subject, name }) => subject === about && !Object.hasOwn(inForce[about], name),
    );
    return [
      ...Object.entries(inForce[about]).map(([name, answer]) => ({ about, name, answer })),
      ...first.map(({ name }) => ({ about, name, answer: null })),
    ];
  });
}
