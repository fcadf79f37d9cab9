import { createLazyRoute } from '@tanstack/react-router';
import { InvitationPage } from './InvitationPage';

export const route = createLazyRoute('/invitation')({ component: InvitationPage });
