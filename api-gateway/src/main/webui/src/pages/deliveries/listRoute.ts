import { createLazyRoute } from '@tanstack/react-router';
import { DeliveriesPage } from './DeliveriesPage';

export const route = createLazyRoute('/w/$workspace/deliveries')({ component: DeliveriesPage });
