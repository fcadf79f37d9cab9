import { createLazyRoute } from '@tanstack/react-router';
import { ConnectorFilePage } from './ConnectorFilePage';

export const route = createLazyRoute('/w/$workspace/destinations/connector')({
  component: ConnectorFilePage,
});
