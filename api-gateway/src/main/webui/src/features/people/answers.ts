/** What a person can answer to a purpose of consent, and about a channel of a subscription. */
export const ANSWERS = {
  consent: ['granted', 'denied'],
  subscription: ['subscribed', 'unsubscribed'],
} as const;

export type Answer = (typeof ANSWERS)[keyof typeof ANSWERS][number];

/** Whether this version knows the answer. */
export function isAnswer(state: unknown): state is Answer {
  return [...ANSWERS.consent, ...ANSWERS.subscription].some((each) => each === state);
}
