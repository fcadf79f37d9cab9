import { createLazyRoute } from '@tanstack/react-router';
import { SyncPage } from './SyncPage';

export const route = createLazyRoute('/w/$workspace/syncs/$sync')({ component: SyncPage });
