import { createLazyRoute } from '@tanstack/react-router';
import { IdentityPage } from './IdentityPage';

export const route = createLazyRoute('/w/$workspace/identity')({ component: IdentityPage });
