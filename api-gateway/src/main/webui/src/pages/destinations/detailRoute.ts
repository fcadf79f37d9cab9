import { createLazyRoute } from '@tanstack/react-router';
import { DestinationPage } from './DestinationPage';

export const route = createLazyRoute('/w/$workspace/destinations/$destination')({
  component: DestinationPage,
});
