import { createLazyRoute } from '@tanstack/react-router';
import { EditDestinationPage } from './EditDestinationPage';

export const route = createLazyRoute('/w/$workspace/destinations/$destination/edit')({
  component: EditDestinationPage,
});
