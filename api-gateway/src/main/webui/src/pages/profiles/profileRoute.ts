import { createLazyRoute } from '@tanstack/react-router';
import { ProfilePage } from './ProfilePage';

export const route = createLazyRoute('/w/$workspace/profiles/$profile')({ component: ProfilePage });
