import { createLazyRoute } from '@tanstack/react-router';
import { AudiencesPage } from './AudiencesPage';

export const route = createLazyRoute('/w/$workspace/audiences')({ component: AudiencesPage });
