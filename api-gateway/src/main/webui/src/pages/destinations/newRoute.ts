import { createLazyRoute } from '@tanstack/react-router';
import { NewDestinationPage } from './NewDestinationPage';

export const route = createLazyRoute('/w/$workspace/destinations/new')({
  component: NewDestinationPage,
});
