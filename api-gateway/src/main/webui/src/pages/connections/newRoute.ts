import { createLazyRoute } from '@tanstack/react-router';
import { NewConnectionPage } from './NewConnectionPage';

export const route = createLazyRoute('/w/$workspace/connections/new')({
  component: NewConnectionPage,
});
