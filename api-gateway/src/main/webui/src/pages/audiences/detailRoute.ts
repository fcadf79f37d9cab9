import { createLazyRoute } from '@tanstack/react-router';
import { AudiencePage } from './AudiencePage';

export const route = createLazyRoute('/w/$workspace/audiences/$audience')({
  component: AudiencePage,
});
