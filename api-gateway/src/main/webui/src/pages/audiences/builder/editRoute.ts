import { createLazyRoute } from '@tanstack/react-router';
import { EditAudiencePage } from './EditAudiencePage';

export const route = createLazyRoute('/w/$workspace/audiences/$audience/edit')({
  component: EditAudiencePage,
});
