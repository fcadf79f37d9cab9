import { createLazyRoute } from '@tanstack/react-router';
import { EventsPage } from './EventsPage';

export const route = createLazyRoute('/w/$workspace/events')({ component: EventsPage });
