import type { TraitStatement } from '@/api/generated/model';
import { EventLink } from '@/components/events/EventLink';
import { Time } from '@/components/text/Time';

/** When a fact about a person was stated, with a link to the event that stated it. */
export function StatementTime({ statement: { event, time } }: { statement: TraitStatement }) {
  const when = <Time at={time} clock="business" />;
  return event.startsWith('evt_') ? <EventLink id={event}>{when}</EventLink> : when;
}
