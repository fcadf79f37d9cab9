import { createLazyRoute } from '@tanstack/react-router';
import { ConnectionPage } from './ConnectionPage';

export const route = createLazyRoute('/w/$workspace/connections/$connection')({
  component: ConnectionPage,
});
