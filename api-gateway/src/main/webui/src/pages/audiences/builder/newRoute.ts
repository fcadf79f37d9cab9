import { createLazyRoute } from '@tanstack/react-router';
import { NewAudiencePage } from './NewAudiencePage';

export const route = createLazyRoute('/w/$workspace/audiences/new')({
  component: NewAudiencePage,
});
