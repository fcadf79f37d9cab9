import { createLazyRoute } from '@tanstack/react-router';
import { NewSyncPage } from './NewSyncPage';

export const route = createLazyRoute('/w/$workspace/syncs/new')({ component: NewSyncPage });
