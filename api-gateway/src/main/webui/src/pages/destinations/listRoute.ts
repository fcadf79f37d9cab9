import { createLazyRoute } from '@tanstack/react-router';
import { DestinationsPage } from './DestinationsPage';

export const route = createLazyRoute('/w/$workspace/destinations')({ component: DestinationsPage });
