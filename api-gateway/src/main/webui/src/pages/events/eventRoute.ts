import { createLazyRoute } from '@tanstack/react-router';
import { EventPage } from './EventPage';

export const route = createLazyRoute('/w/$workspace/events/$event')({ component: EventPage });
