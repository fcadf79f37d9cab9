import type { TraitStatement } from '@/api/generated/model';
import { EventLink } from '@/components/events/EventLink';
import { Time } from '@/components/text/Time';

/** The time of a statement about a person, with a link to its event. */
export function StatementTime({ statement: { event, time } }: { statement: TraitStatement }) {
  const when = <Time at={time} clock="business" />;
  return event.startsWith('evt_') ? <EventLink id={event}>{when}</EventLink> : when;
}
