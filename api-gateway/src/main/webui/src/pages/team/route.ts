import { createLazyRoute } from '@tanstack/react-router';
import { TeamPage } from './TeamPage';

export const route = createLazyRoute('/w/$workspace/team')({ component: TeamPage });
