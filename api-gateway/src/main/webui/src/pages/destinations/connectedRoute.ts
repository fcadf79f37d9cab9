import { createLazyRoute } from '@tanstack/react-router';
import { ConnectedPage } from './ConnectedPage';

export const route = createLazyRoute('/w/$workspace/destinations/$destination/connected')({
  component: ConnectedPage,
});
