import type { Event, EventDetail } from '@/api/generated/model';

const AT = '2026-03-02T09:00:00Z';

/** The event of a command by hand. It is applied, unless the test gives another outcome. */
export function commandOf(
  event: Pick<Event, 'id' | 'type' | 'profile'> & Partial<Event>,
): EventDetail {
  return {
    event: {
      source: 'manual',
      name: null,
      outcome: 'applied',
      reason: null,
      person: null,
      timestamp: AT,
      receivedAt: AT,
      ...event,
    },
    received: null,
    processed: null,
    corrected: null,
    leftOut: [],
    author: null,
  };
}
