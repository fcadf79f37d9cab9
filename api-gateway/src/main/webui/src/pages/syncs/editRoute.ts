import { createLazyRoute } from '@tanstack/react-router';
import { EditSyncPage } from './EditSyncPage';

export const route = createLazyRoute('/w/$workspace/syncs/$sync/edit')({ component: EditSyncPage });
