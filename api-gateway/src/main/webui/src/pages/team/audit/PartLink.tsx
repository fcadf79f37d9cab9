import { EventLink } from '@/components/events/EventLink';
import { DeliveryLink, DestinationLink, RunLink, SyncLink } from '@/components/objects/ObjectLink';
import type { Place } from './operations';

interface Props {
  place: Place;
  id: string;
  words: string;
}

/** Leads to what the user looked at. */
export function PartLink({ place, id, words }: Props) {
  switch (place) {
    case 'event':
      return <EventLink id={id}>{words}</EventLink>;
    case 'delivery':
      return <DeliveryLink id={id} name={words} />;
    case 'run':
      return <RunLink id={id} name={words} />;
    case 'sync':
      return <SyncLink id={id} name={words} />;
    case 'destination':
      return <DestinationLink id={id} name={words} />;
  }
}
