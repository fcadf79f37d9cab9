import { createLazyRoute } from '@tanstack/react-router';
import { DeliveryPage } from './DeliveryPage';

export const route = createLazyRoute('/w/$workspace/deliveries/$delivery')({
  component: DeliveryPage,
});
